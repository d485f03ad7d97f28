import { expect, it } from 'vitest'
import { clockOffset } from '../../../../web/live/clock-offset.ts'
import { probeClock } from '../../../../web/live/probe-clock.ts'

function sample(sent: number, received: number, serverNow: number) {
  return { sent, received, serverNow }
}

it('takes the middle of the way there and back', () => {
  expect(clockOffset([sample(100, 120, 5110)])).toBe(5000)
})

it('is not moved by one answer that was held up', () => {
  const samples = [sample(0, 10, 1005), sample(20, 30, 1025), sample(40, 4040, 1045)]
  expect(clockOffset(samples)).toBe(1000)
})

it('does not know the offset without an answer', async () => {
  expect(clockOffset([])).toBeNull()
  expect(await probeClock(async () => Promise.reject(new Error('timeout')), () => 0)).toBeNull()
})

it('keeps the answers it got when a later question stays unanswered', async () => {
  let steady = 0
  let asked = 0
  const ask = async () => {
    if (++asked > 2)
      throw new Error('timeout')
    return 9000 + steady
  }
  expect(await probeClock(ask, () => steady++)).toBeCloseTo(9000, -1)
})
