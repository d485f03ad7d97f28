import type { Frame } from '../../../contract/frame.ts'
import { expect, it } from 'vitest'
import { freePort } from '../../helpers/free-port.ts'
import { npmRun } from '../../helpers/npm-run.ts'

async function rootFrame(url: string, scope: string): Promise<Frame | null> {
  const response = await fetch(`${url}/api/v1/frames/${scope}`)
  return response.ok ? await response.json() as Frame : null
}

it.each([
  { profile: 'dongying', scope: '370500', clock: 'wall' },
  { profile: 'boston', scope: 'boston', clock: 'stream' },
])('npm run demo shows $profile moving, and Ctrl-C leaves no process', async (demo) => {
  const command = npmRun(['demo', '--', '--profile', demo.profile, '--port', `${await freePort()}`])
  const [, url = ''] = await command.says(/The wall: (http:\S+)/)
  expect((await fetch(url)).status).toBe(200)
  const filled = async (): Promise<number> => (await rootFrame(url, demo.scope))?.seq ?? 0
  await expect.poll(filled, { interval: 500 }).toBeGreaterThan(1000)
  expect((await rootFrame(url, demo.scope))?.clock).toBe(demo.clock)

  command.interrupt()
  await command.exited
  await expect.poll(command.survivors, { interval: 100 }).toEqual([])
})

it('names what is wrong with the options of the demo', async () => {
  const command = npmRun(['demo', '--', '--profile', 'atlantis'])
  expect(await command.exited).toBe(2)
  expect(command.output()).toMatch(/--profile: there is a demo of dongying and of boston/)
})
