import { expect, it } from 'vitest'
import { retryDelayMs } from '../../../server/relay/redis-link.ts'

it('waits longer from attempt to attempt, at most three seconds', () => {
  const delays = [1, 2, 3, 10, 1000].map(attempt => retryDelayMs(attempt, () => 0.999999))
  expect(delays).toEqual([100, 200, 400, 3000, 3000])
})

it('spreads those who lost the same Redis over half of the time', () => {
  expect(retryDelayMs(10, () => 0)).toBe(1500)
  expect(retryDelayMs(10, () => 0.5)).toBe(2250)
})
