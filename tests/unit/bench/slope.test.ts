import { expect, it } from 'vitest'
import { slopePerHour } from '../../../bench/soak/slope.ts'

it('tells how much grows in an hour', () => {
  expect(slopePerHour([[0, 100], [1800, 101], [3600, 102]])).toBeCloseTo(2)
  expect(slopePerHour([[0, 5], [10, 5], [20, 5]])).toBe(0)
})

it('knows nothing of one moment', () => {
  expect(slopePerHour([[5, 1]])).toBeNaN()
})
