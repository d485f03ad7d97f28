import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import { describe, expect, it } from 'vitest'
import { sameValue } from '../../../recount/comparison.ts'
import { plainMetrics } from '../../helpers/plain-metrics.ts'

function definition(id: string): MetricDefinition {
  return plainMetrics().find(metric => metric.id === id)!
}

describe('two values of a metric', () => {
  it('are the same but for the rounding of sums', () => {
    const ratio = definition('satisfaction')
    const ours = { numerator: 0.1 + 0.2, denominator: 2, value: (0.1 + 0.2) / 2 }
    expect(sameValue(ratio, { numerator: 0.3, denominator: 2, value: 0.15 }, ours)).toBe(true)
    expect(sameValue(ratio, { numerator: 0.4, denominator: 2, value: 0.2 }, ours)).toBe(false)
  })

  it('differ by a single case, however many there are', () => {
    const count = definition('reported')
    const of = (n: number) => ({ numerator: n, denominator: null, value: n })
    expect(sameValue(count, of(50_000_000), of(50_000_001))).toBe(false)
  })

  it('differ where one is nothing and the other 0', () => {
    const ratio = definition('closure')
    const nothing = { numerator: 0, denominator: 0, value: null }
    expect(sameValue(ratio, { ...nothing, value: 0 }, nothing)).toBe(false)
    expect(sameValue(ratio, nothing, nothing)).toBe(true)
  })

  it('of a duration may be half a bucket apart, and no more', () => {
    const quantile = definition('hours_p50')
    const of = (value: number | null) => ({ numerator: null, denominator: 3, value })
    expect(sameValue(quantile, of(10.1), of(10))).toBe(true)
    expect(sameValue(quantile, of(10.2), of(10))).toBe(false)
    expect(sameValue(quantile, of(null), of(10))).toBe(false)
    expect(sameValue(quantile, of(0), of(0.0002))).toBe(true)
    expect(sameValue(quantile, of(0), of(1))).toBe(false)
  })

  it('differ where a mean is of another number of units', () => {
    const mean = { numerator: null, denominator: null, value: 0.5 }
    expect(sameValue(definition('closure'), { ...mean, units: 2 }, { ...mean, units: 3 })).toBe(false)
  })
})
