import type { WebSocket } from 'ws'
import type { FrameDelta } from '../../../contract/frame.ts'
import type { MapPoint } from '../../../contract/panels/map.ts'
import type { JoinAnswer } from '../../../contract/wall.ts'
import type { TestServer } from '../../helpers/test-server.ts'
import type { WallClient } from '../../helpers/wall-client.ts'
import { expect, it } from 'vitest'
import { panelsWith } from '../../helpers/panels.ts'
import { startTestServer } from '../../helpers/test-server.ts'
import { connectWall, refusalOf } from '../../helpers/wall-client.ts'

/** Deltas of a screen until one of the ledger's point `seq` came. */
async function deltasUntil(wall: WallClient, server: TestServer, seq: number) {
  const deltas = []
  while (server.computer.seq < seq)
    server.load()
  do
    deltas.push(await wall.nextDelta())
  while (deltas.at(-1)!.seq < seq)
  return deltas
}

it('sends the last frame to a wall that joins late', async () => {
  const server = await startTestServer()
  const early = connectWall(server.url)
  await early.show('c')
  await deltasUntil(early, server, 2)
  const frame = await connectWall(server.url).show('c')
  expect(frame).toMatchObject({ scope: 'c', seq: 2, staleSince: null })
  expect(frame.panels.summary.dueSoon).toBe(2)
})

it('sends deltas that chain from the joined frame on, with changed panels only', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  const frame = await wall.show('c')
  let held = { epoch: frame.epoch, tick: frame.tick }
  for (const seq of [2, 3, 4]) {
    for (const delta of await deltasUntil(wall, server, seq)) {
      expect({ epoch: delta.epoch, tick: delta.prev }).toEqual(held)
      expect(delta.tick).toBeGreaterThan(delta.prev)
      expect(Object.keys(delta.panels)).toEqual(delta.panels.summary ? ['summary'] : [])
      held = { epoch: delta.epoch, tick: delta.tick }
    }
  }
})

it('answers a resync with a frame that the next delta fits', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  await wall.show('c')
  await deltasUntil(wall, server, 3)
  const next = wall.nextDelta()
  const answer = await wall.resync()
  if (!answer.ok)
    throw new Error(answer.message)
  expect(answer.frame.panels.summary.dueSoon).toBe(3)
  const delta = await next
  expect([answer.frame.tick, answer.frame.tick - 1]).toContain(delta.prev)
})

it('shows two screens identical numbers at the same tick', async () => {
  const server = await startTestServer()
  const walls = [connectWall(server.url), connectWall(server.url)] as const
  await Promise.all(walls.map(async wall => wall.show('c')))
  const [one, two] = await Promise.all(walls.map(async wall => deltasUntil(wall, server, 5)))
  const shared = one!.filter(delta => two!.some(other => other.tick === delta.tick))
  expect(shared.length).toBeGreaterThan(0)
  for (const delta of shared)
    expect(two!.find(other => other.tick === delta.tick)).toEqual(delta)
})

it('goes on sending to one screen after the other left', async () => {
  const server = await startTestServer()
  const leaving = connectWall(server.url)
  const staying = connectWall(server.url)
  await leaving.show('n')
  await staying.show('n')
  leaving.disconnect()
  const [delta] = await deltasUntil(staying, server, 2)
  expect(delta!.scope).toBe('n')
})

it('computes a scope only while a screen shows it', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  await wall.show('n')
  await wall.show('s')
  await expect.poll(() => server.computer.calls.at(-1)).toEqual(['c', 's'])
  wall.disconnect()
  await expect.poll(() => server.computer.calls.at(-1)).toEqual(['c'])
})

it('sends a screen only the scope it shows now', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  await wall.show('n')
  await wall.show('s')
  const scopes = (await deltasUntil(wall, server, 6)).map(delta => delta.scope)
  expect(new Set(scopes)).toEqual(new Set(['s']))
})

it('lets the last of several joins win', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  const [first, second] = await Promise.all([wall.join('n'), wall.join('s')])
  expect(first).toMatchObject({ ok: false, code: 'not_joined' })
  expect(second).toMatchObject({ ok: true, frame: { scope: 's' } })
})

it('keeps a failed computation from the numbers, says since when, and recovers', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  await wall.show('c')
  server.computer.failure = new Error('ClickHouse is away')
  let delta = await wall.nextDelta()
  while (delta.staleSince === null)
    delta = await wall.nextDelta()
  expect(delta).toMatchObject({ seq: 1, panels: {} })
  server.computer.failure = null
  const recovered = (await deltasUntil(wall, server, 2)).at(-1)
  expect(recovered).toMatchObject({ seq: 2, staleSince: null })
})

it('refuses an unknown scope and keeps showing the old one', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  await wall.show('n')
  expect(await wall.join('atlantis')).toMatchObject({ ok: false, code: 'unknown_scope' })
  expect(await wall.join('n-grid')).toMatchObject({ ok: false, code: 'unknown_scope' })
  expect((await wall.nextDelta()).scope).toBe('n')
})

it('refuses what is no scope at all, and a resync before a join', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  expect(await wall.join(7 as unknown as string)).toMatchObject({ code: 'invalid_request' })
  expect(await wall.resync()).toMatchObject({ ok: false, code: 'not_joined' })
})

it('survives calls without a callback', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  const raw = wall as unknown as { emit: (event: string, ...rest: unknown[]) => void }
  raw.emit('scope:join', 'c')
  raw.emit('scope:join')
  raw.emit('frame:resync', 5)
  raw.emit('clock:probe', null)
  raw.emit('no:such-event', {})
  expect((await wall.show('c')).scope).toBe('c')
})

it('tells a screen the server\'s clock', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  const before = Date.now()
  const serverNow = await new Promise<number>(resolve => wall.emit('clock:probe', resolve))
  expect(serverNow).toBeGreaterThanOrEqual(before)
  expect(serverNow).toBeLessThanOrEqual(Date.now())
})

it.each([
  [['polling' as const]],
  [['polling' as const, 'websocket' as const]],
])('serves a screen by %j too', async (transports) => {
  const server = await startTestServer()
  const wall = connectWall(server.url, { transports })
  expect((await wall.show('c')).scope).toBe('c')
  await expect.poll(() => wall.io.engine.transport.name).toBe(transports.at(-1))
  let seen = 0
  wall.on('frame:delta', delta => seen = delta.seq)
  await expect.poll(() => {
    server.load()
    return seen
  }).toBeGreaterThan(2)
})

it('refuses a screen that orders frames by the dozen, and serves the others', async () => {
  const server = await startTestServer()
  const greedy = connectWall(server.url)
  await greedy.show('c')
  const asked: Promise<JoinAnswer>[] = []
  while (asked.length < 30)
    asked.push(greedy.resync())
  const answers = await Promise.all(asked)
  const codes = answers.map(answer => answer.ok ? 'ok' : answer.code)
  expect(codes.filter(code => code === 'ok').length).toBeLessThan(12)
  expect(codes).toContain('rate_limited')
  expect((await connectWall(server.url).show('c')).scope).toBe('c')
})

it('ends the connection of a screen that floods', async () => {
  const server = await startTestServer({ GRIDWALL_MAX_MESSAGES_PER_SECOND: '1' })
  const wall = connectWall(server.url)
  await wall.show('c')
  const reason = new Promise(resolve => wall.once('disconnect', resolve))
  for (let i = 0; i < 300; i++)
    wall.emit('clock:probe', () => {})
  expect(await reason).toBe('io server disconnect')
})

it('skips deltas for a screen that does not read, and a resync brings it up to date', async () => {
  const server = await startTestServer()
  // Large enough to fill the network's own buffers in a few ticks.
  server.computer.panels = (seq) => {
    const panels = panelsWith(seq)
    const open = Array.from({ length: 80_000 }, (_, i): MapPoint => [seq, i, 1])
    return { ...panels, map: { ...panels.map, points: { ...panels.map.points, open } } }
  }
  const slow = connectWall(server.url)
  const quick = connectWall(server.url)
  await Promise.all([slow.show('c'), quick.show('c')])
  const heard = { slow: [] as FrameDelta[], quick: 0 }
  slow.on('frame:delta', delta => heard.slow.push(delta))
  quick.on('frame:delta', () => heard.quick++)
  const { ws } = slow.io.engine.transport as unknown as { ws: WebSocket }
  ws.pause()
  while (heard.quick < 20) {
    server.load()
    await quick.nextDelta()
  }
  ws.resume()
  await expect.poll(() => {
    server.load()
    return heard.slow.some((delta, i) => i > 0 && delta.prev !== heard.slow[i - 1]!.tick)
  }, { interval: 100 }).toBe(true)
  expect(heard.slow.length).toBeLessThan(heard.quick)
  const answer = await slow.resync()
  expect(answer).toMatchObject({ ok: true })
})

it('refuses pages of another origin', async () => {
  const server = await startTestServer()
  for (const transports of [['websocket'], ['polling']] as const) {
    const headers = { Origin: 'https://evil.example' }
    const wall = connectWall(server.url, { headers, transports: [...transports] })
    await expect(refusalOf(wall)).resolves.not.toBe('connected')
    expect(wall.connected).toBe(false)
  }
})

it('takes pages of its own origin and of GRIDWALL_ORIGINS', async () => {
  const server = await startTestServer({ GRIDWALL_ORIGINS: 'https://wall.example.org' })
  for (const Origin of [server.url, 'https://wall.example.org'])
    expect((await connectWall(server.url, { headers: { Origin } }).show('c')).scope).toBe('c')
})

it('refuses a screen without the view token, and takes it from auth or header', async () => {
  const server = await startTestServer({ GRIDWALL_VIEW_TOKEN: 'look-at-this' })
  const { url } = server
  expect(await refusalOf(connectWall(url))).toBe('view_unauthorized')
  expect(await refusalOf(connectWall(url, { auth: { token: 'wrong-token' } }))).toBe('view_unauthorized')
  expect((await connectWall(url, { auth: { token: 'look-at-this' } }).show('c')).scope).toBe('c')
  const headers = { Authorization: 'Bearer look-at-this' }
  expect((await connectWall(url, { headers }).show('c')).scope).toBe('c')
})

it('refuses more screens and more scopes than configured', async () => {
  const server = await startTestServer({ GRIDWALL_MAX_SCREENS: '1', GRIDWALL_MAX_SCOPES: '2' })
  const wall = connectWall(server.url)
  await wall.show('n')
  expect(await refusalOf(connectWall(server.url))).toBe('capacity_reached')
  expect(await wall.join('s')).toMatchObject({ ok: false, code: 'capacity_reached' })
  expect((await wall.show('c')).scope).toBe('c')
})

it('lets a wall come back by itself after the server stopped', async () => {
  const server = await startTestServer()
  const wall = connectWall(server.url)
  await wall.show('c')
  const reason = new Promise<string>(resolve => wall.once('disconnect', resolve))
  await server.close()
  // 'io server disconnect' would tell the client to stay away.
  expect(['transport close', 'transport error']).toContain(await reason)
})

it('answers a request during the shutdown with a code and a time to come back', async () => {
  const server = await startTestServer()
  await connectWall(server.url).show('c')
  let finishTick = (): void => {}
  server.computer.hold = new Promise(resolve => (finishTick = resolve))
  const ticks = server.computer.calls.length
  await expect.poll(() => server.computer.calls.length).toBeGreaterThan(ticks)
  const closed = server.close()
  const answer = await fetch(`${server.url}/api/v1/profile`)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3'])
  expect(await answer.json()).toMatchObject({ code: 'shutting_down' })
  finishTick()
  await closed
})
