import type { SourceRecord } from '../../../server/intake/source-record.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeRecords, withEvents } from '../../../server/intake/source-record.ts'
import { QUIET_AFTER_MS, sourceStatus } from '../../../server/intake/source-state.ts'

const NOW = Date.UTC(2026, 10, 21, 6)
const LATE_AFTER = 300_000

function record(heardAgoMs: number, eventAgoMs: number | null = null): SourceRecord {
  return {
    heardAt: NOW - heardAgoMs,
    eventAt: eventAgoMs === null ? null : NOW - eventAgoMs,
    watermark: null,
    promised: false,
  }
}

describe('a source is', () => {
  it.each([
    ['never, while nothing of it is remembered', undefined, 'never', null],
    ['live, with new events lately', record(1000, QUIET_AFTER_MS), 'live', null],
    ['quiet, heard without new events', record(1000, QUIET_AFTER_MS + 1), 'quiet', NOW - QUIET_AFTER_MS - 1],
    ['quiet, heard and without any event ever', record(LATE_AFTER), 'quiet', null],
    ['late, since it was heard last', record(LATE_AFTER + 1, 900_000), 'late', NOW - LATE_AFTER - 1],
  ])('%s', (_words, known, state, since) => {
    expect(sourceStatus('s', known, NOW, LATE_AFTER)).toMatchObject({ name: 's', state, since })
  })

  it('judged by when it was heard, not by what time its events are of', () => {
    const replayed = withEvents(undefined, { receivedAt: NOW, newestAt: Date.UTC(2011, 7, 28) })
    expect(sourceStatus('s', replayed, NOW, LATE_AFTER)).toMatchObject({
      state: 'live',
      watermark: Date.UTC(2011, 7, 28),
    })
  })
})

const arbitraryRecord = fc.record({
  heardAt: fc.integer({ min: 0, max: 100 }),
  eventAt: fc.option(fc.integer({ min: 0, max: 100 })),
  watermark: fc.option(fc.integer({ min: 0, max: 100 })),
  promised: fc.boolean(),
})

describe('records of a source', () => {
  it('merge to the same, whatever the order and repetition', () => {
    const some = fc.array(arbitraryRecord, { minLength: 1 })
    fc.assert(fc.property(some, fc.nat(), (records, seed) => {
      const merge = (all: SourceRecord[]): SourceRecord | undefined =>
        all.reduce<SourceRecord | undefined>(mergeRecords, undefined)
      const cut = seed % records.length
      const turned = [...records.slice(cut), ...records, ...records.slice(0, cut)]
      expect(merge(turned.reverse())).toEqual(merge(records))
    }))
  })

  it('never move a watermark back, by events or by promises', () => {
    fc.assert(fc.property(fc.array(fc.oneof(
      arbitraryRecord.map(r => (before?: SourceRecord) => mergeRecords(before, r)),
      fc.integer({ min: 0, max: 100 }).map(newestAt => (before?: SourceRecord) =>
        withEvents(before, { receivedAt: 1, newestAt })),
    )), (steps) => {
      let known: SourceRecord | undefined
      for (const step of steps) {
        const next = step(known)
        expect(next.watermark ?? -1).toBeGreaterThanOrEqual(known?.watermark ?? -1)
        known = next
      }
    }))
  })

  it('leave the watermark of a source that promises one to its promises', () => {
    const promised = { heardAt: 1, eventAt: null, watermark: 50, promised: true }
    expect(withEvents(promised, { receivedAt: 2, newestAt: 90 }))
      .toMatchObject({ watermark: 50, eventAt: 2 })
  })
})
