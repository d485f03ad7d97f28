import type { Frame } from '../../../contract/frame.ts'
import { expect, it } from 'vitest'
import { startRedis } from '../../helpers/redis-server.ts'
import { spawnRelay, spawnServer, temporaryDataDir } from '../../helpers/server-process.ts'
import { connectWall } from '../../helpers/wall-client.ts'

const REPORTED = JSON.stringify({
  id: 'e-1',
  caseId: 'c-1',
  type: 'reported',
  at: '2025-03-12T14:32:05+08:00',
  region: '370502',
  category: 'disputes.neighbours',
  channel: 'terminal',
})

it('ends with 2 and every wrong key when the configuration is wrong', async () => {
  const relay = spawnRelay({ GRIDWALL_REDIS_URL: 'http://x', GRIDWALL_SOURCES: 'a:b' })
  expect(await relay.exited).toBe(2)
  for (const key of ['GRIDWALL_REDIS_URL: must be', 'GRIDWALL_ORIGIN_URL: is needed', 'GRIDWALL_SOURCES: is not known'])
    expect(relay.stderr()).toContain(key)
})

it('shows what the server counts, outlives the server, and stops in order', async () => {
  const redis = await startRedis()
  const dataDir = temporaryDataDir()
  const env = {
    GRIDWALL_DATA_DIR: dataDir,
    GRIDWALL_SOURCES: 'demo:demo-token-1',
    GRIDWALL_REDIS_URL: redis.url,
  }
  const server = spawnServer(env)
  const serverUrl = await server.ready
  const relay = spawnRelay({ GRIDWALL_REDIS_URL: redis.url, GRIDWALL_ORIGIN_URL: serverUrl })
  const url = await relay.ready
  expect(relay.stdout().trim().split('\n')).toHaveLength(1)
  const readiness = async () => (await fetch(`${url}/readyz`)).status
  await expect.poll(readiness).toBe(200)

  const wall = connectWall(url)
  await wall.show('370500')
  const reached = new Promise<number>((resolve) => {
    wall.on('frame:delta', delta => delta.seq >= 1 && resolve(delta.seq))
  })
  await fetch(`${serverUrl}/api/v1/events`, {
    method: 'POST',
    headers: { 'authorization': 'Bearer demo-token-1', 'content-type': 'application/x-ndjson' },
    body: REPORTED,
  })
  expect(await reached).toBe(1)
  const frames = await Promise.all([url, serverUrl].map(async (address) => {
    const response = await fetch(`${address}/api/v1/frames/370502`)
    return await response.json() as Frame
  }))
  expect(frames[0]!.seq).toBe(1)
  expect(frames[0]!.epoch).toBe(frames[1]!.epoch)
  const proof = '/api/v1/metrics?scope=370500&window=30d'
  expect((await fetch(url + proof)).status).toBe(200)

  server.child.kill('SIGKILL')
  await expect.poll(readiness).toBe(503)
  await expect.poll(() => wall.connected).toBe(false)
  const again = spawnServer({ ...env, GRIDWALL_PORT: new URL(serverUrl).port })
  await again.ready
  await expect.poll(readiness).toBe(200)
  const frame = await connectWall(url).show('370500')
  expect(frame.seq).toBe(1)
  expect(frame.epoch).not.toBe(frames[0]!.epoch)

  relay.child.kill('SIGTERM')
  expect(await relay.exited).toBe(0)
  again.child.kill('SIGTERM')
  expect(await again.exited).toBe(0)
})
