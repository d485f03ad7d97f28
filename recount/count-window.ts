import type { Counting, MeasureName, MetricClock } from '../contract/measures.ts'
import type { Span } from './city-time.ts'
import type { FollowedCase } from './follow-case.ts'
import { CASE_MEASURES, CLOCK_TIMES } from './case-measures.ts'

const HOUR_MS = 3_600_000

/** What is asked of a heap of cases. `now`: milliseconds since 1970. */
export interface WindowQuestion { span: Span, now: number, counting: Counting }

/** The cases of one place in one window, to be counted by any clock. */
export interface CountedWindow {
  sum: (clock: MetricClock, name: MeasureName) => number
  /** Hours from report to closing of the closed cases, by the clock `closed`, shortest first. */
  hoursToClose: () => readonly number[]
}

export function countWindow(
  cases: Iterable<FollowedCase>,
  { span, now, counting }: WindowQuestion,
): CountedWindow {
  const counted = [...cases].filter(one => counting === 'all' || !one.excluded)
  const chosen = new Map<MetricClock, FollowedCase[]>()
  let hours: number[] | undefined

  /** The clock `now` leaves nothing out: all that is open is open now. */
  function choose(clock: MetricClock): FollowedCase[] {
    let found = chosen.get(clock)
    if (found === undefined)
      chosen.set(clock, found = clock === 'now' ? counted : counted.filter(isIn(span, clock)))
    return found
  }

  return {
    sum(clock, name) {
      const measure = CASE_MEASURES[name]
      let sum = 0
      for (const one of choose(clock))
        sum += Number(measure(one, now))
      return sum
    },
    hoursToClose: () => hours ??= choose('closed')
      .flatMap(one => one.closed === null ? [] : [(one.closed - one.reported) / HOUR_MS])
      .sort((a, b) => a - b),
  }
}

function isIn(
  { from, to }: Span,
  clock: Exclude<MetricClock, 'now'>,
): (one: FollowedCase) => boolean {
  const timeOf = CLOCK_TIMES[clock]
  return (one) => {
    const at = timeOf(one)
    return at !== null && at >= from && at < to
  }
}
