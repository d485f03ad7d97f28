import type { City } from '../../city/city.ts'
import type { CaseEvent } from '../../contract/case-event.ts'
import fc from 'fast-check'
import { SATISFACTION_ANSWERS } from '../../contract/case-event.ts'
import { rulesOf } from './rules-of.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const BATCHES = 3
/** Side moves are as frequent as steps: it is they that take numbers back. */
const TYPES = [
  'dispatched',
  'dispatched',
  'accepted',
  'accepted',
  'closed',
  'closed',
  'closed',
  'reviewed',
  'reviewed',
  'reopened',
  'excluded',
  'reassigned',
  'amended',
  'extended',
  'urged',
  'resolved',
  'reported',
] as const

export interface BatchesOptions {
  city: City
  /** Where cases lie and move to. */
  regions: readonly string[]
  /** The last moment, milliseconds since 1970. */
  now: number
}

/**
 * Histories of cases in three batches: steps and side moves in any order, a day late, some twice,
 * some of cases whose report comes in a later batch or never.
 */
export function arbitraryBatches(options: BatchesOptions): fc.Arbitrary<CaseEvent[][]> {
  return fc.array(arbitraryCase(options), { minLength: 10, maxLength: 30 }).map((cases) => {
    const batches: CaseEvent[][] = Array.from({ length: BATCHES }, () => [])
    cases.forEach((steps, n) => steps.forEach(({ event, batch, again }, i) => {
      const whole = { ...event, id: `case-${n}-${i}`, caseId: `case-${n}` }
      batches[batch]!.push(whole)
      if (again !== null)
        batches[again]!.push(whole)
    }))
    // Within a batch, too, what was made first does not come first.
    return batches.map(batch => batch.toReversed())
  })
}

interface Step {
  event: Omit<CaseEvent, 'id' | 'caseId'>
  batch: number
  /** In which batch it comes a second time. */
  again: number | null
}

function arbitraryCase(options: BatchesOptions): fc.Arbitrary<Step[]> {
  const { city, regions } = options
  const at = arbitraryTime(options)
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(value, { nil: undefined, freq: 1 })
  const attributes = fc.record({
    region: optional(fc.constantFrom(...regions)),
    category: optional(fc.constantFrom(...city.categories.keys())),
    department: optional(fc.constantFrom('城管', '公安')),
    dueAt: fc.option(
      fc.option(at.map(ms => new Date(ms + DAY_MS).toISOString()), { freq: 5 }),
      { nil: undefined, freq: 2 },
    ),
  })
  const review = fc.record({
    satisfaction: optional(fc.constantFrom(...SATISFACTION_ANSWERS)),
    contacted: optional(fc.boolean()),
    solved: optional(fc.boolean()),
    valid: fc.option(fc.boolean(), { nil: undefined, freq: 1 }),
  })
  const delivery = fc.record({
    batch: fc.nat({ max: BATCHES - 1 }),
    again: fc.option(fc.nat({ max: BATCHES - 1 }), { freq: 1 }),
  })
  const report = fc.tuple(
    at,
    fc.constantFrom(...regions),
    fc.constantFrom(...city.categories.keys()),
    fc.constantFrom(...city.channels.keys()),
    delivery,
  ).map(([ms, region, category, channel, way]): Step => ({
    event: { type: 'reported', at: new Date(ms).toISOString(), region, category, channel },
    ...way,
  }))
  const step = fc.tuple(fc.constantFrom(...TYPES), at, attributes, review, delivery)
    .map(([type, ms, set, answers, way]): Step => {
      const first = { region: regions[0]!, category: [...city.categories.keys()][0]! }
      const all = {
        ...(type === 'reported' ? { ...first, channel: [...city.channels.keys()][0]! } : {}),
        ...withoutAbsent(set),
        ...(type === 'reviewed' ? withoutAbsent(answers) : {}),
      }
      return { event: { type, at: new Date(ms).toISOString(), ...all }, ...way }
    })
  return fc.tuple(fc.option(report, { nil: null, freq: 12 }), fc.array(step, { maxLength: 7 }))
    .map(([first, steps]) => first === null ? steps : [first, ...steps])
}

/** Moments up to now: often on an edge of a day or a window, or a millisecond beside it. */
function arbitraryTime({ city, now }: BatchesOptions): fc.Arbitrary<number> {
  const { time } = rulesOf(city)
  const edges = [0, -1, -6, -29].map(days => time.dayStart(now, days))
  edges.push(time.window('month', now).from, time.window('period', now).from)
  edges.push(time.window('week', now).from, time.window('year', now).from)
  const edge = fc.tuple(fc.constantFrom(...edges), fc.constantFrom(-1, 0, 1))
    .map(([at, beside]) => at + beside)
  const lately = fc.integer({ min: 0, max: 3 * 24 * 4 }).map(n => now - n * HOUR_MS / 4)
  const before = fc.integer({ min: 0, max: 400 * 24 }).map(n => now - n * HOUR_MS)
  return fc.oneof(edge, lately, lately, before).map(at => Math.min(at, now))
}

function withoutAbsent<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
