import type { ShownFrames } from '../../helpers/shown-frames.ts'
import type { TestServer } from '../../helpers/test-server.ts'
import { expect, it } from 'vitest'
import { digestProfile } from '../../../server/relay/profile-digest.ts'
import { connectFeed, upgradeAnswer } from '../../helpers/feed-client.ts'
import { publishTo, startRedis } from '../../helpers/redis-server.ts'
import { showFrames } from '../../helpers/shown-frames.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { becomesReady, startRelay } from '../../helpers/test-relay.ts'
import { startTestServer } from '../../helpers/test-server.ts'

/** A server, a relay, and a screen on it that shows the city. */
async function relayed(env: Record<string, string> = {}) {
  const redis = await startRedis()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url, ...env })
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  const screen = showFrames(relay.url, 'c')
  await expect.poll(() => screen.latest()?.scope).toBe('c')
  return { redis, server, relay, screen }
}

async function showsWhatTheServerHas(screen: ShownFrames, server: TestServer): Promise<void> {
  server.load()
  const { seq } = server.computer
  await expect.poll(() => screen.latest()?.seq).toBe(seq)
  expect(screen.latest()!.panels).toEqual(server.computer.panels(seq))
}

it('lets walls and feeds go while Redis is away, and shows the truth when it is back', async () => {
  const { redis, server, relay, screen } = await relayed()
  const feed = connectFeed(relay.url)
  await feed.next()
  await redis.kill()
  await expect.poll(() => screen.socket.connected).toBe(false)
  expect(await feed.closed).toBe(1013)
  expect(await relay.readiness()).toEqual({ status: 503, missing: 'redis' })
  expect(await upgradeAnswer(relay.url, '/ws/frames')).toMatchObject({
    status: 503,
    code: 'server_unavailable',
  })
  const frame = await fetch(`${relay.url}/api/v1/frames/c`)
  expect(frame.status).toBe(503)
  expect(await frame.json()).toMatchObject({ code: 'server_unavailable' })

  await redis.start()
  await becomesReady(relay)
  await showsWhatTheServerHas(screen, server)
})

it('goes on without letting anybody go when Redis is back within seconds', async () => {
  const { redis, server, screen } = await relayed()
  let left = 0
  screen.socket.on('disconnect', () => left++)
  await redis.kill()
  await redis.start()
  await showsWhatTheServerHas(screen, server)
  expect(left).toBe(0)
})

it('lets walls go when the server ends, and follows the next one by its own epoch', async () => {
  const { redis, server, relay, screen } = await relayed()
  const before = screen.latest()!.epoch
  await server.close()
  await expect.poll(() => screen.socket.connected).toBe(false)
  expect(await relay.readiness()).toEqual({ status: 503, missing: 'server' })

  const next = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  await becomesReady(relay)
  await showsWhatTheServerHas(screen, next)
  expect(screen.latest()!.epoch).not.toBe(before)
})

it('follows the server that started last, and none by turns, where two publish', async () => {
  const { redis, relay, screen } = await relayed()
  const second = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  second.computer.seq = 1000
  await showsWhatTheServerHas(screen, second)
  const { epoch } = screen.latest()!
  const seen = screen.frames.size
  await expect.poll(() => screen.frames.size).toBeGreaterThan(seen + 10)
  expect([...screen.frames.values()].slice(seen).every(frame => frame.epoch === epoch)).toBe(true)
  expect((await relay.readiness()).missing).toBeNull()
})

it('serves its own walls while Redis is away, and relays once it is there', async () => {
  const redis = await startRedis()
  await redis.kill()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  const relay = await startRelay(redis.url, server.url)
  const own = showFrames(server.url, 'c')
  await showsWhatTheServerHas(own, server)
  const metrics = async () => (await fetch(`${server.url}/metrics`)).text()
  expect(await metrics()).toContain('gridwall_redis_up 0\n')
  await redis.start()
  await becomesReady(relay)
  await showsWhatTheServerHas(showFrames(relay.url, 'c'), server)
  expect(await metrics()).toContain('gridwall_redis_up 1\n')
  expect(await metrics()).toContain('gridwall_relays 1\n')
})

it('lets walls go when the server falls silent without a goodbye', async () => {
  const redis = await startRedis()
  const relay = await startRelay(redis.url, 'http://127.0.0.1:1')
  await expect.poll(relay.readiness).toEqual({ status: 503, missing: 'server' })
  await publishTo(redis.url, 'gridwall:small:server', JSON.stringify({
    epoch: 'killed',
    startedAt: 1,
    at: 1,
    profile: digestProfile(smallCity()),
    operators: false,
    refused: [],
    leaving: false,
  }))
  await becomesReady(relay)
  await expect.poll(relay.readiness).toEqual({ status: 503, missing: 'server' })
})
