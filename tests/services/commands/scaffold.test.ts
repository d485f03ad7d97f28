import type { Frame } from '../../../contract/frame.ts'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { npmRun } from '../../helpers/npm-run.ts'
import { spawnServer } from '../../helpers/server-process.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

const DOC = 'docs/mappings.md'

/** The commands of a section of the guide, in their order. */
function commandsOf(section: string): string[] {
  const text = readFileSync(DOC, 'utf8').split(`## ${section}\n`)[1]!.split('\n## ')[0]!
  return Array.from(text.matchAll(/```sh\n([\s\S]*?)```/g), match => match[1]!.trim())
    .flatMap(block => block.split('\n'))
}

it('the guide leads from a table to a wall: every command of it runs', async () => {
  const directory = await temporaryDirectory()
  const [scaffold, build, serve, replay, ...more] = commandsOf('From a table to the wall in five minutes')
    .map(line => line.replaceAll('data/lindau', path.join(directory, 'lindau')))
  expect([build, more]).toEqual(['npm run build', []])

  const made = npmRun(scaffold!.replace('npm run ', '').split(' '))
  expect(await made.exited, made.output()).toBe(0)
  const settings = serve!.split(' ').filter(part => part.includes('='))
  expect(serve!.endsWith(' npm run serve')).toBe(true)
  const server = spawnServer(Object.fromEntries(settings.map(part => part.split('=') as [string, string])))
  const url = await server.ready
  const sent = npmRun(replay!.replace('npm run ', '').replace('http://127.0.0.1:3000', url).split(' '))
  expect(await sent.exited, sent.output()).toBe(0)
  expect(sent.output()).toContain('accepted 17, duplicates 0, rejected 0')

  const frame = async (): Promise<Frame> =>
    (await fetch(`${url}/api/v1/frames/lindau`)).json() as Promise<Frame>
  await expect.poll(async () => (await frame()).seq).toBe(17)
  const { clock, asOf } = await frame()
  expect(clock).toBe('stream')
  expect(asOf).toMatch(/^2026-02-05T/)
})
