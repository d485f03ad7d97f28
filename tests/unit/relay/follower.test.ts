import type { FeedMessage } from '../../../contract/feed.ts'
import type { SavedFrame } from '../../../server/live/delta.ts'
import { expect, it } from 'vitest'
import { buildDelta, serialisePanels } from '../../../server/live/delta.ts'
import { createFollower } from '../../../server/relay/follower.ts'
import { panelsWith } from '../../helpers/panels.ts'

/** The server's frames of ticks 1, 2, 3 …: the tick is the number they show. */
const FRAMES: readonly SavedFrame[] = Array.from({ length: 400 }, (_, i) => {
  const tick = i + 1
  const frame = {
    scope: 'c',
    epoch: 'e1',
    tick,
    seq: tick,
    asOf: '2026-11-21T10:00:00Z',
    computedAt: '2026-11-21T10:00:01.000Z',
    clock: 'wall' as const,
    lag: { events: 0, since: null },
    staleSince: null,
    sources: [],
    audit: null,
    panels: panelsWith(tick),
  }
  return { frame, texts: serialisePanels(frame.panels) }
})

function frameOf(tick: number): SavedFrame {
  return FRAMES[tick - 1]!
}

function snapshot(tick: number, head: object = {}): FeedMessage {
  return { kind: 'snapshot', frame: { ...frameOf(tick).frame, ...head } }
}

function delta(tick: number, head: object = {}): FeedMessage {
  return { kind: 'delta', delta: { ...buildDelta(frameOf(tick - 1), frameOf(tick)), ...head } }
}

function following() {
  const follower = createFollower('c', 'e1')
  const take = (message: FeedMessage) => follower.receive(message, Buffer.from('as it came'))
  return { follower, take, ticks: (m: FeedMessage) => take(m).map(({ saved }) => saved.frame.tick) }
}

it('puts deltas on the snapshot, and hands the bytes on as they came', () => {
  const { follower, take } = following()
  take(snapshot(1))
  const [publication] = take(delta(2))
  expect(follower.saved()).toEqual(frameOf(2))
  expect(publication!.delta).toEqual(buildDelta(frameOf(1), frameOf(2)))
  expect(String(publication!.texts.delta!())).toBe('as it came')
  expect(follower.isBehind()).toBe(false)
})

it('keeps deltas until the frame comes that they go on from', () => {
  const { follower, ticks } = following()
  expect(ticks(delta(4))).toEqual([])
  expect(ticks(delta(5))).toEqual([])
  expect(follower.isBehind()).toBe(true)
  expect(ticks(snapshot(3))).toEqual([3, 4, 5])
  expect(follower.saved()).toEqual(frameOf(5))
})

it('is behind after a gap, shows what it has, and goes on from the next snapshot', () => {
  const { follower, ticks } = following()
  ticks(snapshot(1))
  expect(ticks(delta(3))).toEqual([])
  expect(follower.isBehind()).toBe(true)
  expect(follower.saved()).toEqual(frameOf(1))
  expect(ticks(snapshot(2))).toEqual([2, 3])
  expect(follower.isBehind()).toBe(false)
})

it('does not put a delta on another frame than the one it goes on from', () => {
  const { follower, ticks } = following()
  ticks(snapshot(5))
  expect(ticks(delta(6, { prev: 4 }))).toEqual([])
  expect(follower.isBehind()).toBe(true)
})

it('tells who shows the frame before a gap what changed since', () => {
  const { take } = following()
  take(snapshot(1))
  const [publication] = take(snapshot(7))
  expect(publication!.delta).toEqual(buildDelta(frameOf(1), frameOf(7)))
})

it('lets go of a frame that a delta does not fit, and goes on from the next snapshot', () => {
  const { follower, ticks } = following()
  ticks(snapshot(1))
  expect(ticks(delta(2, { panels: { summary: { never: 1 } } }))).toEqual([])
  expect(follower.saved()).toBeUndefined()
  expect(follower.isBehind()).toBe(true)
  expect(ticks(snapshot(3))).toEqual([3])
})

it('does not turn back', () => {
  const { follower, ticks } = following()
  ticks(snapshot(5))
  for (const old of [snapshot(5), snapshot(3), delta(5), delta(4)])
    expect(ticks(old)).toEqual([])
  expect(follower.saved()).toEqual(frameOf(5))
  expect(follower.isBehind()).toBe(false)
})

it('leaves frames of another scope and another run of the server aside', () => {
  const { follower, ticks } = following()
  expect(ticks(snapshot(9, { scope: 'n' }))).toEqual([])
  expect(ticks(snapshot(9, { epoch: 'e0' }))).toEqual([])
  ticks(snapshot(1))
  expect(ticks(delta(2, { epoch: 'e2' }))).toEqual([])
  expect(follower.saved()).toEqual(frameOf(1))
})

it('keeps no more deltas than it may, and is right again with the next snapshot', () => {
  const { follower, ticks } = following()
  for (let tick = 3; tick <= 399; tick++)
    ticks(delta(tick))
  expect(ticks(snapshot(2))).toEqual([2])
  expect(follower.isBehind()).toBe(true)
  expect(ticks(snapshot(398))).toEqual([398, 399])
  expect(follower.isBehind()).toBe(false)
})

it('keeps the sources of before where a delta does not name them', () => {
  const { follower, take } = following()
  const sources = [{ name: 's', state: 'live', lastHeardAt: null, since: null, watermark: null }]
  take(snapshot(1, { sources }))
  take(delta(2, { sources: undefined }))
  expect(follower.saved()!.frame.sources).toEqual(sources)
})
