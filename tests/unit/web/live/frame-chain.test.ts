import type { Frame, FrameDelta } from '../../../../contract/frame.ts'
import { describe, expect, it } from 'vitest'
import { applyDelta, isNewer } from '../../../../web/live/frame-chain.ts'

const latest = { events: [], perMinute: 1 }
const frame = {
  scope: '370500',
  epoch: 'a',
  tick: 7,
  seq: 100,
  panels: { latest, hours: { day: '2026-11-21', hours: [] } },
} as unknown as Frame

function delta(change: Partial<FrameDelta>): FrameDelta {
  return { ...frame, tick: 8, prev: 7, seq: 101, panels: {}, ...change }
}

describe('a delta', () => {
  it('changes what it brings and leaves everything else as it is', () => {
    const result = applyDelta(frame, delta({ panels: { latest: { perMinute: 2 } } }))
    expect(result).toMatchObject({ kind: 'frame', frame: { tick: 8, seq: 101 } })
    const shown = (result as { frame: Frame }).frame
    expect(shown.panels.latest.perMinute).toBe(2)
    expect(shown.panels.latest.events).toBe(latest.events)
    expect(shown.panels.hours).toBe(frame.panels.hours)
    expect(shown).not.toHaveProperty('prev')
  })

  it('does not fit a frame of another tick', () => {
    expect(applyDelta(frame, delta({ prev: 8, tick: 9 })).kind).toBe('gap')
  })

  it('does not fit a frame of another epoch, whatever the ticks say', () => {
    expect(applyDelta(frame, delta({ epoch: 'b' })).kind).toBe('gap')
  })

  it('does not fit a frame without the members that it changes', () => {
    expect(applyDelta(frame, delta({ panels: { map: { unplaced: 2 } } })).kind).toBe('gap')
    expect(applyDelta(frame, delta({ panels: { hours: { hours: { 3: 1 } } } })).kind).toBe('gap')
  })

  it('does not fit when there is no frame yet', () => {
    expect(applyDelta(null, delta({})).kind).toBe('gap')
  })

  it('that says what is shown already is not a gap', () => {
    expect(applyDelta(frame, delta({ prev: 6, tick: 7 })).kind).toBe('old')
  })
})

describe('a snapshot', () => {
  it('that was overtaken on its way does not turn the wall back', () => {
    expect(isNewer(frame, { ...frame, tick: 6 })).toBe(false)
  })

  it('of a new epoch is shown even though its ticks begin again', () => {
    expect(isNewer(frame, { ...frame, epoch: 'b', tick: 1 })).toBe(true)
  })

  it('of the next scope is shown whatever its tick', () => {
    expect(isNewer(frame, { ...frame, scope: '370502', tick: 1 })).toBe(true)
  })
})
