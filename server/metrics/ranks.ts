import type { MetricDefinition } from '../../contract/metric-definition.ts'

type Better = MetricDefinition['better']

/**
 * The rank of each value, 1 the best; equal values share a rank and the next one is skipped. Null:
 * without a value, or where neither way is better.
 */
export function ranksOf(values: readonly (number | null)[], better: Better): (number | null)[] {
  if (better === undefined)
    return values.map(() => null)
  const sorted = values.filter(value => value !== null)
    .sort((a, b) => better === 'lower' ? a - b : b - a)
  const ranks = new Map<number, number>()
  sorted.forEach((value, i) => {
    if (!ranks.has(value))
      ranks.set(value, i + 1)
  })
  return values.map(value => value === null ? null : ranks.get(value)!)
}
