import type { Counting, MeasureName, MetricClock } from '../contract/measures.ts'
import type { Span } from './city-time.ts'
import type { FollowedCase } from './follow-case.ts'
import { measure, timeBy } from './case-measures.ts'

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

  /** The clock `now` leaves nothing out: all that is open is open now. */
  function choose(clock: MetricClock): FollowedCase[] {
    let found = chosen.get(clock)
    if (found === undefined) {
      found = clock === 'now'
        ? counted
        : counted.filter((one) => {
            const at = timeBy(clock, one)
            return at !== null && at >= span.from && at < span.to
          })
      chosen.set(clock, found)
    }
    return found
  }

  return {
    sum: (clock, name) => choose(clock).reduce((sum, one) => sum + measure(name, one, now), 0),
    hoursToClose: () => choose('closed')
      .flatMap(one => one.closed === null ? [] : [(one.closed - one.reported) / HOUR_MS])
      .sort((a, b) => a - b),
  }
}
