import { expect, it } from 'vitest'
import { displace } from '../../../bench/load/displace.ts'
import { Random } from '../../../simulator/generate/random.ts'

function* numbers(): Generator<number, never> {
  for (let n = 0; ; n++)
    yield n
}

function take(count: number): number[] {
  const displaced = displace(numbers(), new Random(7), 10, 50)
  return Array.from({ length: count }, () => displaced.next().value)
}

it('delays some items, and loses and doubles none', () => {
  const taken = take(5000)

  expect(taken).not.toEqual(taken.toSorted((a, b) => a - b))
  expect(new Set(taken).size).toBe(taken.length)
  // What is held back at the end are late ones: everything before the last delays is there.
  const missing = Array.from({ length: 4900 }, (_, n) => n).filter(n => !taken.includes(n))
  expect(missing).toEqual([])
})

it('is the same for the same seed', () => {
  expect(take(1000)).toEqual(take(1000))
})
