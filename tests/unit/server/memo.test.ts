import { expect, it, vi } from 'vitest'
import { memo, memoOf } from '../../../server/memo.ts'

it('asks once for a key, and begins anew when it holds as many answers as it may', () => {
  const make = vi.fn((key: number) => `made of ${key}`)
  const known = memo(2, make)
  expect([known(1), known(2), known(1), known(2)])
    .toEqual(['made of 1', 'made of 2', 'made of 1', 'made of 2'])
  expect(make).toHaveBeenCalledTimes(2)
  known(3)
  known(1)
  known(3)
  expect(make.mock.calls).toEqual([[1], [2], [3], [1]])
})

it('asks once for an object, whatever equals it', () => {
  const make = vi.fn((of: { n: number }, more: number) => of.n + more)
  const known = memoOf(make)
  const one = { n: 1 }
  expect([known(one, 2), known(one, 2), known({ n: 1 }, 3)]).toEqual([3, 3, 4])
  expect(make).toHaveBeenCalledTimes(2)
})
