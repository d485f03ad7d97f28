import type { NaiveCase } from './naive-cases.ts'

/** Milliseconds since 1970, half-open. */
export interface Span { from: number, to: number }

export interface NaiveRatio { numerator: number, denominator: number }

/** The nine metrics, counted case by case. */
export interface NaiveMetrics {
  reported: number
  closed: number
  open: number
  overdue: number
  closure: NaiveRatio
  onTime: NaiveRatio
  satisfaction: NaiveRatio
  /** Exact nearest-rank quantiles of the hours to close; null when nothing closed. */
  p50: number | null
  p90: number | null
}

const TENTHS: Record<string, number> = {
  very_satisfied: 10,
  satisfied: 10,
  basically_satisfied: 9,
}
const HOUR_MS = 3_600_000

/** `cases` are those of one scope; excluded ones are left out here. */
export function naiveMetrics(
  cases: readonly NaiveCase[],
  { from, to }: Span,
  now: number,
): NaiveMetrics {
  const counted = cases.filter(one => !one.excluded)
  const inside = (at: number | null): boolean => at !== null && at >= from && at < to
  const reported = counted.filter(one => inside(one.reported))
  const closed = counted.filter(one => inside(one.closed))
  const due = counted.filter(one => inside(one.due))
  const overdue = due.filter(one => one.closed === null && one.due! < now)
  const met = due.filter(one => one.closed !== null && one.closed <= one.due!)
  const late = due.filter(one => one.closed !== null && one.closed > one.due!)
  const reviews = counted.filter(one => one.review?.valid === true && inside(one.review.at))
  const tenths = reviews.reduce((sum, one) => sum + (TENTHS[one.review!.answer] ?? 0), 0)
  const hours = closed.map(one => (one.closed! - one.reported) / HOUR_MS).sort((a, b) => a - b)
  const stillOpen = reported.filter(one => one.closed === null).length
  // The clock of these two is now: no window narrows them.
  const open = counted.filter(one => one.closed === null)
  const overdueNow = open.filter(one => one.due !== null && one.due < now)
  return {
    reported: reported.length,
    closed: closed.length,
    open: open.length,
    overdue: overdueNow.length,
    closure: { numerator: reported.length - stillOpen, denominator: reported.length },
    onTime: { numerator: met.length, denominator: met.length + late.length + overdue.length },
    satisfaction: { numerator: tenths / 10, denominator: reviews.length },
    p50: nearestRank(hours, 0.5),
    p90: nearestRank(hours, 0.9),
  }
}

function nearestRank(sorted: readonly number[], q: number): number | null {
  return sorted[Math.ceil(q * sorted.length) - 1] ?? null
}
