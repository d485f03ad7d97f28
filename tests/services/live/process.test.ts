import type { Frame } from '../../../contract/frame.ts'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { spawnServer, temporaryDataDir } from '../../helpers/server-process.ts'
import { connectWall } from '../../helpers/wall-client.ts'

it('ends with 2 and every wrong key when the configuration is wrong', async () => {
  const server = spawnServer({ GRIDWALL_PORT: 'x', GRIDWALL_CLOCK: 'x', GRIDWALL_TIKC_MS: '1' })
  expect(await server.exited).toBe(2)
  for (const key of ['GRIDWALL_PORT', 'GRIDWALL_CLOCK', 'GRIDWALL_TIKC_MS: is not known'])
    expect(server.stderr()).toContain(key)
  expect(server.stdout()).toBe('')
})

it('ends with 2 and the usage for a flag it does not know', async () => {
  const server = spawnServer({}, ['--rebiuld'])
  expect(await server.exited).toBe(2)
  expect(server.stderr()).toContain('--rebuild')
})

it('checks configuration and profile without starting anything', async () => {
  const good = spawnServer({}, ['--check-config'])
  expect(await good.exited).toBe(0)
  const bad = spawnServer({ GRIDWALL_PROFILE: 'atlantis' }, ['--check-config'])
  expect(await bad.exited).toBe(1)
  expect(bad.stderr()).toContain('profile.json')
})

it('takes the documented events, shows them on a wall, and stops in order', async () => {
  const dataDir = temporaryDataDir()
  const env = { GRIDWALL_DATA_DIR: dataDir, GRIDWALL_SOURCES: 'demo:demo-token-1' }
  const server = spawnServer(env)
  const url = await server.ready
  expect(server.stdout().trim().split('\n')).toHaveLength(1)

  const wall = connectWall(url)
  const before = await wall.show('370500')
  const reached = new Promise<number>((resolve) => {
    wall.on('frame:delta', delta => delta.seq >= 2 && resolve(delta.seq))
  })
  const [, body] = /<<'NDJSON'\n([\s\S]*?)NDJSON\n/.exec(readFileSync('docs/api.md', 'utf8'))!
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { 'authorization': 'Bearer demo-token-1', 'content-type': 'application/x-ndjson' },
    body,
  })
  expect(before.seq).toBe(0)
  expect(await answer.json()).toMatchObject({ accepted: 2, rejectedCount: 0, seq: 2 })
  expect(await reached).toBe(2)

  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)

  const again = spawnServer(env)
  const frame = await (await fetch(`${await again.ready}/api/v1/frames/370502`)).json() as Frame
  expect(frame.seq).toBe(2)
  expect(frame.epoch).not.toBe(before.epoch)
  again.child.kill('SIGINT')
  expect(await again.exited).toBe(0)
})

it('ends with 1 and a sentence where another server is: on the port, or on the data', async () => {
  const dataDir = temporaryDataDir()
  const first = spawnServer({ GRIDWALL_DATA_DIR: dataDir })
  const { port } = new URL(await first.ready)

  const samePort = spawnServer({ GRIDWALL_DATA_DIR: temporaryDataDir(), GRIDWALL_PORT: port })
  const sameData = spawnServer({ GRIDWALL_DATA_DIR: dataDir })
  expect(await samePort.exited).toBe(1)
  expect(samePort.stderr()).toContain(`GridWall cannot start: listen EADDRINUSE`)
  expect(await sameData.exited).toBe(1)
  expect(sameData.stderr()).toContain(`GridWall cannot start: Data directory ${dataDir}`)
  expect((await fetch(`${await first.ready}/healthz`)).status).toBe(200)
})
