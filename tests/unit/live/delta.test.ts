import type { Frame } from '../../../contract/frame.ts'
import { expect, it } from 'vitest'
import { patchFrame } from '../../../contract/frame.ts'
import { buildDelta, encodeFrame, serialisePanels } from '../../../server/live/delta.ts'
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

it('carries of the panels what changed and nothing else', () => {
  expect(buildDelta(saved(1, 10), saved(2, 11)).panels).toEqual({ summary: { dueSoon: 11 } })
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
  const delta = buildDelta(before, after)
  const found = patchFrame(before.frame, delta)
  expect(found).toEqual(after.frame)
  expect(found.panels.days).toBe(before.frame.panels.days)
  expect(delta.prev).toBe(before.frame.tick)
})

it('encodes frames as JSON.stringify would', () => {
  const { frame, texts } = saved(2, 11)
  expect(JSON.parse(encodeFrame({ frame, texts }))).toEqual(frame)
})
