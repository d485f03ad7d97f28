import type { NormalEvent } from '../../server/intake/normal-event.ts'
import fc from 'fast-check'
import { CASE_EVENT_TYPES, SATISFACTION_ANSWERS } from '../../contract/case-event.ts'

/** Codes that profiles/boston knows. */
const REGIONS = ['dorchester', 'roxbury', 'unknown']
const START = Date.UTC(2026, 10, 1)
const HOUR_MS = 3_600_000

/** Times on few hours, so that ties between events are frequent. */
const time = fc.integer({ min: 0, max: 12 }).map(hour => START + hour * HOUR_MS)

const attributes = fc.record({
  region: fc.constantFrom(...REGIONS),
  channel: fc.constantFrom('constituent-call', 'self-service'),
  department: fc.constantFrom('PWDx', 'ISD'),
  dueAt: fc.option(time),
  title: fc.constantFrom('pothole', 'street light'),
}, { requiredKeys: [] })

const review = fc.record({
  contacted: fc.option(fc.boolean()),
  solved: fc.option(fc.boolean()),
  satisfaction: fc.option(fc.constantFrom(...SATISFACTION_ANSWERS)),
  valid: fc.option(fc.boolean()),
})

/** An event of `caseId`; `id` makes it unique. */
function arbitraryEvent(caseId: string, id: string): fc.Arbitrary<NormalEvent> {
  return fc.tuple(fc.constantFrom(...CASE_EVENT_TYPES), time, attributes, review)
    .chain(([type, at, set, answers]) => fc.integer({ min: 1, max: 3 }).map(level => ({
      id,
      caseId,
      type,
      at,
      attributes: type === 'reported' ? { region: 'dorchester', ...set } : set,
      review: type === 'reviewed' ? answers : null,
      level: type === 'urged' ? level : null,
    })))
}

/** Histories of up to `cases` cases with up to `events` events each; ids are unique. */
export function arbitraryHistory(cases: number, events: number): fc.Arbitrary<NormalEvent[]> {
  const owner = fc.integer({ min: 0, max: cases - 1 })
  return fc.array(owner, { minLength: 1, maxLength: cases * events }).chain(owners =>
    fc.tuple(...owners.map((n, i) => arbitraryEvent(`case-${n}`, `event-${i}`))))
}
