import type { Frame } from '../../../contract/frame.ts'
import type { MapPoint } from '../../../contract/panels/map.ts'
import { expect, it } from 'vitest'
import { patchFrame } from '../../../contract/frame.ts'
import { connectFeed, upgradeAnswer } from '../../helpers/feed-client.ts'
import { panelsWith } from '../../helpers/panels.ts'
import { startTestServer } from '../../helpers/test-server.ts'

it('sends a snapshot first and then deltas that chain', async () => {
  const server = await startTestServer()
  const feed = connectFeed(server.url)
  const first = await feed.next()
  if (first.kind !== 'snapshot')
    throw new Error('no snapshot first')
  expect(first.frame).toMatchObject({ scope: 'c', seq: 1 })
  server.load()
  let tick = first.frame.tick
  let seq = 0
  while (seq < 2) {
    const message = await feed.next()
    if (message.kind !== 'delta')
      throw new Error('a snapshot where a delta was due')
    expect(message.delta.prev).toBe(tick)
    tick = message.delta.tick
    seq = message.delta.seq
  }
})

it('serves the scope it was asked for, also one that nobody showed', async () => {
  const server = await startTestServer()
  const message = await connectFeed(server.url, '?scope=n').next()
  expect(message).toMatchObject({ kind: 'snapshot', frame: { scope: 'n' } })
})

it('adds up to what GET /frames answers', async () => {
  const server = await startTestServer()
  const feed = connectFeed(server.url, '?scope=n')
  const first = await feed.next()
  server.load()
  const held: { frame?: Frame } = {}
  for (const message of [first, await feed.next(), await feed.next()]) {
    if (message.kind === 'snapshot') {
      held.frame = message.frame
    }
    else {
      held.frame = patchFrame(held.frame!, message.delta)
    }
  }
  const asked = await fetch(`${server.url}/api/v1/frames/n`)
  const frame = await asked.json() as Frame
  expect(held.frame!.panels).toEqual(frame.panels)
  expect(held.frame!.epoch).toBe(frame.epoch)
})

it('drops a reader that does not read to the latest snapshot, others unharmed', async () => {
  const server = await startTestServer({ GRIDWALL_MAX_FEED_BUFFER_BYTES: '65536' })
  // Large enough to fill the network's own buffers in a few ticks.
  server.computer.panels = (seq) => {
    const panels = panelsWith(seq)
    const open = Array.from({ length: 80_000 }, (_, i): MapPoint => [seq, i, 1])
    return { ...panels, map: { ...panels.map, points: { ...panels.map.points, open } } }
  }
  const slow = connectFeed(server.url)
  const quick = connectFeed(server.url)
  await Promise.all([slow.next(), quick.next()])
  slow.socket.pause()
  while (quick.received.length < 15) {
    server.load()
    await quick.next()
  }
  slow.socket.resume()
  await expect.poll(() => {
    server.load()
    return slow.received.filter(message => message.kind === 'snapshot').length
  }, { interval: 100 }).toBe(2)
  expect(slow.received.length).toBeLessThan(quick.received.length)
  expect(quick.received.filter(message => message.kind === 'snapshot')).toHaveLength(1)
})

it('ends a reader that speaks', async () => {
  const server = await startTestServer()
  const feed = connectFeed(server.url)
  await feed.next()
  feed.socket.send('hello')
  expect(await feed.closed).toBe(1008)
})

it('says goodbye to readers when the server stops', async () => {
  const server = await startTestServer()
  const feed = connectFeed(server.url)
  await feed.next()
  await server.close()
  expect(await feed.closed).toBe(1001)
})

it('refuses before the upgrade, with the codes of the API', async () => {
  const { url } = await startTestServer({ GRIDWALL_MAX_SCOPES: '2' })
  expect(await upgradeAnswer(url, '/ws/frames?scope=atlantis')).toEqual({ status: 404, code: 'unknown_scope' })
  expect(await upgradeAnswer(url, '/ws/frames', { Origin: 'https://evil.example' }))
    .toEqual({ status: 403, code: 'origin_refused' })
  expect(await upgradeAnswer(url, '/ws/frames', { Host: 'evil.example' }))
    .toEqual({ status: 421, code: 'host_refused' })
  await connectFeed(url, '?scope=n').next()
  expect(await upgradeAnswer(url, '/ws/frames?scope=s')).toEqual({ status: 503, code: 'capacity_reached' })
})

it('refuses who has no view token, and takes it from the header or the query', async () => {
  const { url } = await startTestServer({ GRIDWALL_VIEW_TOKEN: 'look-at-this' })
  const refused = { status: 401, code: 'view_unauthorized' }
  expect(await upgradeAnswer(url, '/ws/frames')).toEqual(refused)
  expect(await upgradeAnswer(url, '/ws/frames?token=wrong-token')).toEqual(refused)
  expect(await upgradeAnswer(url, '/ws/frames?token=look-at-this')).toEqual({ status: 101 })
  expect(await upgradeAnswer(url, '/ws/frames', { Authorization: 'Bearer look-at-this' }))
    .toEqual({ status: 101 })
})

it('refuses more feeds than configured', async () => {
  const { url } = await startTestServer({ GRIDWALL_MAX_FEEDS: '1' })
  await connectFeed(url).next()
  expect(await upgradeAnswer(url, '/ws/frames')).toEqual({ status: 503, code: 'capacity_reached' })
})

it.each(['/', '/ws', '/ws/', '/ws/nothing', '/api/v1/profile', '/chat', '/healthz'])(
  'answers an upgrade of %s with 404',
  async (path) => {
    const { url } = await startTestServer()
    expect(await upgradeAnswer(url, path)).toEqual({ status: 404, code: 'not_found' })
  },
)
