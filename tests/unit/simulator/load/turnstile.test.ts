import { expect, it, vi } from 'vitest'
import { createTurnstile } from '../../../../simulator/load/producers/turnstile.ts'

it('lets so many through at once, in order, and the next when one leaves', async () => {
  const turnstile = createTurnstile(2)
  const passed: number[] = []
  const all = [1, 2, 3].map(async n => turnstile.pass().then(() => passed.push(n)))
  await Promise.all(all.slice(0, 2))
  expect(passed).toEqual([1, 2])
  turnstile.leave()
  await all[2]
  expect(passed).toEqual([1, 2, 3])
})

it('lets nobody through while it is shut, and everybody who waited afterwards', async () => {
  const turnstile = createTurnstile(9)
  const passed = vi.fn()
  turnstile.shut(50)
  const first = turnstile.pass().then(passed)
  const second = turnstile.pass().then(passed)
  await Promise.resolve()
  expect(passed).not.toHaveBeenCalled()
  await Promise.all([first, second])
  expect(passed).toHaveBeenCalledTimes(2)
})
