import { expect, it } from 'vitest'
import { connectFeed, upgradeAnswer } from '../../helpers/feed-client.ts'
import { publishTo, startRedis } from '../../helpers/redis-server.ts'
import { showFrames } from '../../helpers/shown-frames.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { becomesReady, startRelay } from '../../helpers/test-relay.ts'
import { startTestServer } from '../../helpers/test-server.ts'
import { connectWall, refusalOf } from '../../helpers/wall-client.ts'

async function relayWith(env: Record<string, string>) {
  const redis = await startRedis()
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url })
  const relay = await startRelay(redis.url, server.url, env)
  await becomesReady(relay)
  return { redis, server, relay }
}

it('asks for the view token on walls, feeds and every reading call', async () => {
  const { relay: { url } } = await relayWith({ GRIDWALL_VIEW_TOKEN: 'look-at-this' })
  expect(await refusalOf(connectWall(url))).toBe('view_unauthorized')
  expect(await upgradeAnswer(url, '/ws/frames')).toMatchObject({ code: 'view_unauthorized' })
  for (const path of ['/api/v1/frames/c', '/api/v1/profile', '/api/v1/metrics', '/metrics']) {
    const answer = await fetch(url + path)
    expect([path, answer.status]).toEqual([path, 401])
  }
  const headers = { authorization: 'Bearer look-at-this' }
  expect((await fetch(`${url}/api/v1/frames/c`, { headers })).status).toBe(200)
  expect((await connectWall(url, { auth: { token: 'look-at-this' } }).show('c')).scope).toBe('c')
  expect(await connectFeed(url, '?token=look-at-this').next()).toMatchObject({ kind: 'snapshot' })
})

it('refuses pages of another origin, and foreign Host names', async () => {
  const { relay: { url } } = await relayWith({ GRIDWALL_ORIGINS: 'https://wall.example.org' })
  const headers = { Origin: 'https://evil.example' }
  await expect(refusalOf(connectWall(url, { headers }))).resolves.not.toBe('connected')
  expect(await upgradeAnswer(url, '/ws/frames', headers)).toMatchObject({ code: 'origin_refused' })
  const host = { Host: 'evil.example' }
  expect(await upgradeAnswer(url, '/ws/frames', host)).toMatchObject({ code: 'host_refused' })
  const known = { Origin: 'https://wall.example.org' }
  expect((await connectWall(url, { headers: known }).show('c')).scope).toBe('c')
})

it('passes nothing on that is no frame, says so once, and shows what is', async () => {
  const { redis, server, relay } = await relayWith({})
  const screen = showFrames(relay.url, 'c')
  await expect.poll(() => screen.latest()?.scope).toBe('c')
  const { epoch, tick } = screen.latest()!
  const heard: unknown[] = []
  screen.socket.onAny((event: string, body: { tick?: number }) => heard.push([event, body.tick]))
  for (const message of [
    'no JSON',
    '{}',
    JSON.stringify({ kind: 'delta', delta: { scope: 'c', epoch, tick: 999_999, prev: tick } }),
    JSON.stringify({ kind: 'snapshot', frame: { ...screen.latest()!, tick: 999_999, panels: {} } }),
    JSON.stringify({ kind: 'snapshot', frame: { ...screen.latest()!, tick: 999_999, scope: 'n' } }),
    JSON.stringify({ kind: 'snapshot', frame: { ...screen.latest()!, tick: 999_999, epoch: 'x' } }),
  ])
    await publishTo(redis.url, 'gridwall:small:frames:c', message)
  await publishTo(redis.url, 'gridwall:small:server', '{"epoch":7}')
  await publishTo(redis.url, 'gridwall:small:boards:c', '[]')
  await publishTo(redis.url, 'gridwall:small:wanted', '"everything"')

  server.computer.seq = 41
  server.load()
  await expect.poll(() => screen.latest()!.seq).toBe(42)
  expect(heard).not.toContainEqual([expect.anything(), 999_999])
  expect(screen.latest()!.panels).toEqual(server.computer.panels(42))
  const metrics = await (await fetch(`${relay.url}/metrics`)).text()
  expect(metrics).toContain('gridwall_relay_refused_messages_total 6\n')
  expect(relay.logged.filter(line => line.includes('was refused')).length).toBeGreaterThan(0)
})

it('does not show a city in another version of its profile', async () => {
  const redis = await startRedis()
  const city = { ...smallCity(), title: 'Another title' }
  const server = await startTestServer({ GRIDWALL_REDIS_URL: redis.url }, { city })
  const relay = await startRelay(redis.url, server.url)
  await expect.poll(relay.readiness).toEqual({ status: 503, missing: 'profile' })
  expect(await upgradeAnswer(relay.url, '/ws/frames')).toMatchObject({ code: 'server_unavailable' })
  expect(relay.logged.join()).toContain('another profile')
})

it('refuses scopes that the profile does not have', async () => {
  const { relay } = await relayWith({})
  const wall = connectWall(relay.url)
  expect(await wall.join('atlantis')).toMatchObject({ ok: false, code: 'unknown_scope' })
  expect((await fetch(`${relay.url}/api/v1/frames/atlantis`)).status).toBe(404)
})
