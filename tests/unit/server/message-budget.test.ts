import { expect, it } from 'vitest'
import { createMessageBudget } from '../../../server/message-budget.ts'

it('lets a burst of two seconds through and no more', () => {
  const take = createMessageBudget(5, () => 0)
  const taken = Array.from({ length: 12 }, take)
  expect(taken.filter(Boolean)).toHaveLength(10)
})

it('fills up again with time, but not beyond the burst', () => {
  const clock = { now: 0 }
  const take = createMessageBudget(5, () => clock.now)
  while (take());
  clock.now = 400
  expect([take(), take(), take()]).toEqual([true, true, false])
  clock.now = 1_000_000
  expect(Array.from({ length: 12 }, take).filter(Boolean)).toHaveLength(10)
})
