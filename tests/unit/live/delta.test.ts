import type { Frame } from '../../../contract/frame.ts'
import { expect, it } from 'vitest'
import { buildDelta, encodeDelta, encodeFrame, serialisePanels } from '../../../server/live/delta.ts'
import { panelsWith } from '../../helpers/panels.ts'

function saved(tick: number, dueSoon: number, head: Partial<Frame> = {}) {
  const frame: Frame = {
    scope: 'c',
    epoch: 'e',
    tick,
    seq: 5,
    asOf: '2026-11-21T10:00:00Z',
    computedAt: '2026-11-21T10:00:01.000Z',
    clock: 'wall',
    lag: { events: 0, since: null },
    staleSince: null,
    sources: [],
    audit: null,
    ...head,
    panels: panelsWith(dueSoon),
  }
  return { frame, texts: serialisePanels(frame.panels) }
}

it('carries the panels that changed and no others', () => {
  const delta = buildDelta(saved(1, 10), saved(2, 11))
  expect(Object.keys(delta.panels)).toEqual(['summary'])
  expect(delta.panels.summary?.dueSoon).toBe(11)
})

it('carries no panel when only the moment changed', () => {
  const delta = buildDelta(saved(1, 10), saved(2, 10, { asOf: '2026-11-21T10:00:05Z' }))
  expect(delta.panels).toEqual({})
  expect(delta.asOf).toBe('2026-11-21T10:00:05Z')
})

it('names the tick it builds on and the one it leads to', () => {
  expect(buildDelta(saved(3, 1), saved(7, 1))).toMatchObject({ prev: 3, tick: 7 })
})

it('turns the frame before into the frame after', () => {
  const before = saved(1, 10)
  const after = saved(2, 11, { seq: 6, staleSince: '2026-11-21T10:00:02.000Z' })
  const { prev, panels, ...head } = buildDelta(before, after)
  expect({ ...before.frame, ...head, panels: { ...before.frame.panels, ...panels } })
    .toEqual(after.frame)
  expect(prev).toBe(before.frame.tick)
})

it('encodes frames and deltas as JSON.stringify would', () => {
  const before = saved(1, 10)
  const after = saved(2, 11)
  const delta = buildDelta(before, after)
  const still = buildDelta(before, saved(2, 10))
  expect(JSON.parse(encodeFrame(after))).toEqual(after.frame)
  expect(JSON.parse(encodeDelta(delta, after))).toEqual(delta)
  expect(JSON.parse(encodeDelta(still, after))).toEqual(still)
})
