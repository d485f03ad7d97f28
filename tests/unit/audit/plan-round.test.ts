import { expect, it } from 'vitest'
import { cutDays, cutScopes } from '../../../server/audit/plan-round.ts'

it('cuts days so that no stretch holds more cases than it may', () => {
  const days = [{ day: 100, n: 30 }, { day: 101, n: 30 }, { day: 105, n: 60 }, { day: 106, n: 10 }]
  expect(cutDays(days, 60)).toEqual([
    { from: 0, to: 105 },
    { from: 105, to: 106 },
    { from: 106, to: 1_000_000 },
  ])
})

it('gives a day that alone holds more a stretch of its own', () => {
  expect(cutDays([{ day: 7, n: 5 }, { day: 8, n: 900 }, { day: 9, n: 5 }], 50)).toEqual([
    { from: 0, to: 8 },
    { from: 8, to: 9 },
    { from: 9, to: 1_000_000 },
  ])
})

it('covers every day and every scope of an empty ledger', () => {
  expect(cutDays([], 50)).toEqual([{ from: 0, to: 1_000_000 }])
  expect(cutScopes([], 50)).toEqual([{ low: '', high: '' }])
})

it('leaves no gap between scopes', () => {
  const scopes = [{ scope: 'a', n: 3 }, { scope: 'a/', n: 3 }, { scope: 'b', n: 3 }]
  expect(cutScopes(scopes, 6)).toEqual([{ low: '', high: 'b' }, { low: 'b', high: '' }])
})
