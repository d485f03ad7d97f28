import type { Span } from '../../recount/city-time.ts'
import type { FollowedCase } from '../../recount/follow-case.ts'
import { countWindow } from '../../recount/count-window.ts'

export interface RecountedRatio { numerator: number, denominator: number }

/** The nine metrics of the wall by the definitions of Dongying, spelt out. */
export interface CoreRecount {
  reported: number
  closed: number
  open: number
  overdue: number
  closure: RecountedRatio
  onTime: RecountedRatio
  satisfaction: RecountedRatio
  /** Exact nearest-rank quantiles of the hours to close; null when nothing closed. */
  p50: number | null
  p90: number | null
}

/** `cases` are those of one scope; excluded ones are left out here. */
export function recountCore(
  cases: readonly FollowedCase[],
  span: Span,
  now: number,
): CoreRecount {
  const { sum, hoursToClose } = countWindow(cases, { span, now, counting: 'net' })
  const hours = hoursToClose()
  const reported = sum('reported', 'cases')
  const pleased = sum('reviewed', 'very_satisfied') + sum('reviewed', 'satisfied')
  return {
    reported,
    closed: sum('closed', 'closed'),
    open: sum('now', 'open'),
    overdue: sum('now', 'overdue'),
    closure: { numerator: sum('reported', 'closed'), denominator: reported },
    onTime: {
      numerator: sum('due', 'closed_on_time'),
      denominator: sum('due', 'closed_with_due') + sum('due', 'overdue'),
    },
    satisfaction: {
      // In tenths first: nine tenths have no exact sum in binary.
      numerator: (10 * pleased + 9 * sum('reviewed', 'basically_satisfied')) / 10,
      denominator: sum('reviewed', 'valid_reviews'),
    },
    p50: nearestRank(hours, 0.5),
    p90: nearestRank(hours, 0.9),
  }
}

function nearestRank(sorted: readonly number[], q: number): number | null {
  return sorted[Math.ceil(q * sorted.length) - 1] ?? null
}
