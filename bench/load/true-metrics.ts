import type { City } from '../../city/city.ts'
import type { MetricValue } from '../../contract/metrics.ts'
import type { TrueCase } from './true-cases.ts'

/** The metrics that are exact; durations are read from buckets. */
export const EXACT_METRICS = [
  'reported',
  'closed',
  'open',
  'overdue',
  'closure',
  'on_time',
  'satisfaction',
] as const
export type TrueMetrics = Record<typeof EXACT_METRICS[number], MetricValue>

const DAY_MS = 86_400_000

/** The metrics to date of the cases that lie in a scope, at `asOf` (RFC 3339 with a zone). */
export function countMetrics(
  cases: Iterable<TrueCase>,
  scope: string,
  city: City,
  asOf: string,
): TrueMetrics {
  const now = Date.parse(asOf)
  const endOfDay = Date.parse(`${asOf.slice(0, 10)}T00:00:00${asOf.slice(-6)}`) + DAY_MS
  const n = { reported: 0, closed: 0, overdue: 0, onTime: 0, late: 0, reviews: 0, tenths: 0 }
  for (const { region, due, closedAt, answer, excluded } of cases) {
    if (excluded || !liesIn(region, scope, city))
      continue
    n.reported++
    n.closed += closedAt === null ? 0 : 1
    n.overdue += closedAt === null && due !== null && due < now ? 1 : 0
    if (closedAt !== null && due !== null && due < endOfDay)
      n[closedAt <= due ? 'onTime' : 'late']++
    n.reviews += answer === null ? 0 : 1
    n.tenths += answer === null ? 0 : tenthsOf(answer)
  }
  return {
    reported: count(n.reported),
    closed: count(n.closed),
    open: count(n.reported - n.closed),
    overdue: count(n.overdue),
    closure: ratio(n.closed, n.reported),
    on_time: ratio(n.onTime, n.onTime + n.late + n.overdue),
    satisfaction: ratio(n.tenths / 10, n.reviews),
  }
}

export function liesIn(region: string, scope: string, city: City): boolean {
  for (let at: string | null = region; at !== null; at = city.regions.get(at)?.parent ?? null) {
    if (at === scope)
      return true
  }
  return false
}

function tenthsOf(answer: string): number {
  if (answer === 'very_satisfied' || answer === 'satisfied')
    return 10
  return answer === 'basically_satisfied' ? 9 : 0
}

function count(cases: number): MetricValue {
  return { numerator: cases, denominator: null, value: cases }
}

function ratio(numerator: number, denominator: number): MetricValue {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator }
}
