import { expect, it } from 'vitest'
import { ranksOf } from '../../../server/metrics/ranks.ts'

it('ranks the highest first, or the lowest, and has equal values share a rank', () => {
  const values = [0.9, null, 0.95, 0.9, 0, 1]
  expect(ranksOf(values, 'higher')).toEqual([3, null, 2, 3, 5, 1])
  expect(ranksOf(values, 'lower')).toEqual([2, null, 4, 2, 1, 5])
})

it('ranks nothing where neither way is better', () => {
  expect(ranksOf([1, 2, null], undefined)).toEqual([null, null, null])
})
