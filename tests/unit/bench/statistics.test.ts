import { expect, it } from 'vitest'
import { toDistribution } from '../../../bench/report/distribution.ts'
import { median } from '../../../bench/report/median.ts'

it('takes the middle value, or the mean of the middle two', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([])).toBeNaN()
})

it('reads percentiles to three digits', () => {
  const { count, p50, p99, max } = toDistribution(Array.from({ length: 1000 }, (_, i) => i + 1))

  expect(count).toBe(1000)
  expect(Math.abs(p50 / 500 - 1)).toBeLessThan(0.002)
  expect(Math.abs(p99 / 990 - 1)).toBeLessThan(0.002)
  expect(Math.abs(max / 1000 - 1)).toBeLessThan(0.002)
})

it('has no percentiles of nothing', () => {
  const none = Number.NaN
  expect(toDistribution([])).toEqual({ count: 0, p50: none, p99: none, max: none })
})
