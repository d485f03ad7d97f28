import type { ShownFrames } from '../../helpers/shown-frames.ts'
import type { TestServer } from '../../helpers/test-server.ts'
import { expect, it } from 'vitest'
import { connectFeed } from '../../helpers/feed-client.ts'
import { startRedis } from '../../helpers/redis-server.ts'
import { showFrames } from '../../helpers/shown-frames.ts'
import { becomesReady, startRelay } from '../../helpers/test-relay.ts'
import { startTestServer } from '../../helpers/test-server.ts'
import { connectWall } from '../../helpers/wall-client.ts'

const SCOPES = ['c', 'n', 's']

/**
 * Events one by one, the next when all screens show the ledger's point that the one before led to:
 * a server drops what a busy screen has not taken, and nothing may be missing here.
 */
async function loadUntilShown(
  server: TestServer,
  screens: readonly ShownFrames[],
  events: number,
): Promise<void> {
  const seqs = () => screens.map(screen => screen.latest()?.seq)
  for (let i = 0; i < events; i++) {
    server.load()
    await expect.poll(seqs).toEqual(screens.map(() => server.computer.seq))
  }
}

/** Ticks that both showed, with what each of them showed. */
function sharedTicks(one: ShownFrames, other: ShownFrames) {
  return [...one.frames.keys()]
    .filter(key => other.frames.has(key))
    .map(key => [one.frames.get(key), other.frames.get(key)])
}

it('shows on two relays what the server shows, tick for tick', async () => {
  const redis = await startRedis()
  // A tick that nothing caused could find a screen busy with the one before.
  const server = await startTestServer({
    GRIDWALL_REDIS_URL: redis.url,
    GRIDWALL_IDLE_TICK_MS: '60000',
  })
  const relays = await Promise.all([1, 2].map(async () => startRelay(redis.url, server.url)))
  await Promise.all(relays.map(becomesReady))
  const own = SCOPES.map(scope => showFrames(server.url, scope))
  const relayed = relays.flatMap(({ url }) => SCOPES.map(scope => showFrames(url, scope)))
  await expect.poll(() => relayed.every(screen => screen.latest() !== null)).toBe(true)
  await loadUntilShown(server, [...own, ...relayed], 25)
  for (const [i, screen] of relayed.entries()) {
    const truth = own[i % SCOPES.length]!
    const shared = sharedTicks(screen, truth)
    expect(shared.length).toBeGreaterThan(10)
    for (const [shown, there] of shared)
      expect(shown).toEqual(there)
    expect(screen.gaps()).toBe(0)
    expect(screen.latest()!.panels).toEqual(truth.latest()!.panels)
  }
})

it('sends machine feeds the very bytes of the server', async () => {
  const redis = await startRedis()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  const texts = [server.url, relay.url].map((url) => {
    const heard = new Map<number, string>()
    connectFeed(url, '?scope=n').socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { kind: string, delta: { tick: number } }
      if (message.kind === 'delta')
        heard.set(message.delta.tick, data.toString('utf8'))
    })
    return heard
  })
  await expect.poll(() => {
    server.load()
    return [...texts[0]!.keys()].filter(tick => texts[1]!.has(tick)).length
  }).toBeGreaterThan(10)
  for (const [tick, text] of texts[1]!) {
    if (texts[0]!.has(tick))
      expect(text).toBe(texts[0]!.get(tick))
  }
})

it('has a scope computed while only a relay shows it, and no longer', async () => {
  const redis = await startRedis()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  const wall = connectWall(relay.url)
  expect((await wall.show('n')).scope).toBe('n')
  expect(server.computer.calls.at(-1)).toEqual(['c', 'n'])
  wall.disconnect()
  await expect.poll(() => server.computer.calls.at(-1)).toEqual(['c'])
})

it('no longer computes for a relay that fell silent', async () => {
  const redis = await startRedis()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  await connectWall(relay.url).show('s')
  await redis.kill()
  await expect.poll(() => server.computer.calls.at(-1)).toEqual(['c'])
})

it('shows a frame of a scope that the server shows already without waiting for a tick', async () => {
  const redis = await startRedis()
  const slow = { GRIDWALL_TICK_MS: '60000', GRIDWALL_IDLE_TICK_MS: '60000' }
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url, ...slow })
  const own = await connectWall(server.url).show('n')
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  expect(await connectWall(relay.url).show('n')).toEqual(own)
})

it('passes the server\'s limit of scopes on to who joins, with its code', async () => {
  const redis = await startRedis()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url, GRIDWALL_MAX_SCOPES: '2' })
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  await connectWall(relay.url).show('n')
  const wall = connectWall(relay.url)
  const answer = await wall.join('s')
  expect(answer).toMatchObject({ ok: false, code: 'capacity_reached' })
  expect((await wall.show('n')).scope).toBe('n')
})

it('says on its walls that ticks fail, since when, and that they succeed again', async () => {
  const redis = await startRedis()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  const relay = await startRelay(redis.url, server.url)
  await becomesReady(relay)
  const [own, relayed] = [showFrames(server.url, 'c'), showFrames(relay.url, 'c')]
  await expect.poll(() => relayed.latest()?.seq).toBe(1)
  server.computer.failure = new Error('ClickHouse is away')
  await expect.poll(() => relayed.latest()?.staleSince ?? null).not.toBeNull()
  expect(relayed.latest()!.staleSince).toBe(own.latest()!.staleSince)
  server.computer.failure = null
  await expect.poll(() => relayed.latest()!.staleSince).toBeNull()
})
