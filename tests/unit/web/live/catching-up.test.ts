import { describe, expect, it } from 'vitest'
import { catchingUpOf } from '../../../../web/live/catching-up.ts'

const computedAt = '2026-11-21T06:10:00Z'
const head = { computedAt, clock: 'wall' as const, lag: { events: 0, since: null }, sources: [] }
function source(state: 'live' | 'quiet' | 'late' | 'never', watermark: string | null) {
  return { name: state, state, lastHeardAt: computedAt, since: null, watermark }
}

describe('a wall', () => {
  it('catches up while a source that brings events tells of the past, up to where the last is', () => {
    const sources = [
      source('live', '2026-11-12T00:00:00Z'),
      source('live', '2026-11-11T06:02:00Z'),
      source('live', computedAt),
    ]
    expect(catchingUpOf({ ...head, sources }))
      .toEqual({ upToMs: Date.parse('2026-11-11T06:02:00Z'), events: 0 })
  })

  it.each([
    ['all sources tell of now', [source('live', '2026-11-21T05:30:00Z')]],
    ['the source has nothing new', [source('quiet', '2026-11-11T06:02:00Z')]],
    ['the source has gone, which is said otherwise', [source('late', '2026-11-11T06:02:00Z')]],
    ['a source has told nothing yet', [source('never', null), source('live', null)]],
    ['none is configured', []],
  ])('does not where %s', (_, sources) => expect(catchingUpOf({ ...head, sources })).toBeNull())

  it('does not in replayed time, which is as far as the sources have told', () => {
    const sources = [source('live', '2011-08-28T21:14:00Z')]
    expect(catchingUpOf({ ...head, clock: 'stream', sources })).toBeNull()
  })

  it('catches up while a long queue stands, not while a burst passes', () => {
    const since = '2026-11-21T06:09:40Z'
    expect(catchingUpOf({ ...head, lag: { events: 4000, since } }))
      .toEqual({ upToMs: null, events: 4000 })
    expect(catchingUpOf({ ...head, lag: { events: 12, since } })).toBeNull()
    expect(catchingUpOf({ ...head, lag: { events: 4000, since: '2026-11-21T06:09:58Z' } })).toBeNull()
  })
})
