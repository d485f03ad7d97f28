import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sqlTime } from '../../../server/intake/case-version.ts'

const FIRST = Date.UTC(1900, 0, 1)
const LAST = Date.UTC(2299, 11, 31, 23, 59, 59, 999)

it('writes every millisecond as ISO 8601 does, with a blank and without a zone', () => {
  fc.assert(fc.property(fc.integer({ min: FIRST, max: LAST }), (at) => {
    expect(`${sqlTime(at).replace(' ', 'T')}Z`).toBe(new Date(at).toISOString())
  }), { numRuns: 2000 })
})

it('keeps both ends of a day', () => {
  const day = Date.UTC(2026, 10, 21)
  expect(sqlTime(day)).toBe('2026-11-21 00:00:00.000')
  expect(sqlTime(day - 1)).toBe('2026-11-20 23:59:59.999')
  expect(sqlTime(-1)).toBe('1969-12-31 23:59:59.999')
})
