import type { Frame } from '../../../contract/frame.ts'
import { expect, it } from 'vitest'
import { npmRun } from '../../helpers/npm-run.ts'

const FIRST_FRAME_MS = 60_000

async function rootFrame(url: string, scope: string): Promise<Frame | null> {
  const response = await fetch(`${url}/api/v1/frames/${scope}`)
  return response.ok ? await response.json() as Frame : null
}

it.each([
  { profile: 'dongying', scope: '370500', clock: 'wall', port: '39481' },
  { profile: 'boston', scope: 'boston', clock: 'stream', port: '39482' },
])('npm run demo shows $profile moving, and Ctrl-C leaves no process', async (demo) => {
  const command = npmRun(['demo', '--', '--profile', demo.profile, '--port', demo.port])
  const [, url = ''] = await command.says(/The wall: (http:\S+)/)
  expect((await fetch(url)).status).toBe(200)
  const filled = async (): Promise<number> => (await rootFrame(url, demo.scope))?.seq ?? 0
  await expect.poll(filled, { timeout: FIRST_FRAME_MS, interval: 500 }).toBeGreaterThan(1000)
  expect((await rootFrame(url, demo.scope))?.clock).toBe(demo.clock)

  command.interrupt()
  await command.exited
  await expect.poll(command.survivors, { timeout: 15_000, interval: 100 }).toEqual([])
}, 120_000)

it('names what is wrong with the options of the demo', async () => {
  const command = npmRun(['demo', '--', '--profile', 'atlantis'])
  expect(await command.exited).toBe(2)
  expect(command.output()).toMatch(/--profile: there is a demo of dongying and of boston/)
})
