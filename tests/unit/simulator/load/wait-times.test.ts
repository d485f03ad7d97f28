import { expect, it } from 'vitest'
import { createWaitTimes } from '../../../../simulator/load/wait-times.ts'

it('adds what several processes recorded to the percentiles of all of it', () => {
  const [one, two, both] = [createWaitTimes(), createWaitTimes(), createWaitTimes()]
  for (let ms = 1; ms <= 1000; ms++)
    (ms % 2 === 0 ? one : two).record(ms, Math.floor(ms / 500))
  both.addPacked(one.pack())
  both.addPacked(two.pack())
  const { count, p50, p99, max } = both.summary()
  expect(count).toBe(1000)
  expect(p50).toBeCloseTo(500, -1)
  expect(p99).toBeCloseTo(990, -1)
  expect(max).toBeCloseTo(1000, -1)
  const seconds = both.seconds().map(({ second, count: n }) => [second, n])
  expect(seconds).toEqual([[0, 499], [1, 500], [2, 1]])
})

it('packs what began in a second or later apart from what went before', () => {
  const waits = createWaitTimes()
  waits.record(900, 0)
  waits.record(10, 1)
  const later = createWaitTimes()
  later.addPacked(waits.pack(1))
  expect(later.summary()).toMatchObject({ count: 1 })
  expect(later.summary().max).toBeCloseTo(10, 0)
})

it('has no percentiles of nothing, and forgets what was looked at', () => {
  const waits = createWaitTimes()
  const nothing = { mean: null, p50: null, p90: null, p99: null, p999: null, max: null }
  expect(waits.summary()).toEqual({ count: 0, ...nothing })
  waits.record(5, 0)
  expect(waits.takeLast().count).toBe(1)
  expect(waits.takeLast().count).toBe(0)
  expect(waits.summary().count).toBe(1)
})
