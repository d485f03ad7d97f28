import { describe, expect, it } from 'vitest'
import { retryDelay } from '../../../simulator/sinks/retry-delay.ts'

describe('the delay before a request is repeated', () => {
  it('doubles up to a limit and is spread', () => {
    const delays = [0, 1, 2, 3, 10].map(attempt => retryDelay(attempt, null, 0, 1))
    expect(delays).toEqual([200, 400, 800, 1600, 10_000])
    expect(retryDelay(3, null, 0, 0)).toBe(800)
  })

  it('is what the server asks for, in seconds or as a date', () => {
    expect(retryDelay(0, '3', 0, 0)).toBe(3000)
    const now = Date.parse('2026-11-21T10:00:00Z')
    expect(retryDelay(9, 'Sat, 21 Nov 2026 10:00:07 GMT', now, 0)).toBe(7000)
    expect(retryDelay(0, 'Sat, 21 Nov 2026 09:00:00 GMT', now, 0)).toBe(0)
    expect(retryDelay(0, 'later', now, 1)).toBe(200)
  })
})
