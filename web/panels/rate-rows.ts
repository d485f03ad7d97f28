import type { OpinionBody } from '../../contract/answers/opinion.ts'
import type { MetricValue } from '../../contract/metrics.ts'
import { isSmallSample } from '../format/figure.ts'

export interface RateRow { code: string, name: string, rates: MetricValue[] }

/**
 * Least satisfied first; who has too few reviews to say comes after, who has none last.
 * Satisfaction is the last of the rates.
 */
export function rateRows(rows: OpinionBody['region']): RateRow[] {
  const order = ({ rates }: RateRow): number => {
    const last = rates.at(-1)
    if (last === undefined || last.value === null)
      return 3
    return isSmallSample(last) ? 2 : last.value
  }
  return [...rows].sort((a, b) => order(a) - order(b) || reviewsOf(b) - reviewsOf(a))
}

export function reviewsOf({ rates }: RateRow): number {
  return rates.at(-1)?.denominator ?? 0
}
