import type { Ticker } from '../../../server/live/ticker.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTicker } from '../../../server/live/ticker.ts'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

/** Ticks take `workMs`; `begins` has when each began. */
function startTicker(workMs = 0): { ticker: Ticker, begins: number[], work: { ms: number } } {
  const begins: number[] = []
  const work = { ms: workMs }
  const ticker = createTicker({
    tickMs: 200,
    idleTickMs: 3000,
    now: Date.now,
    tick: async () => {
      begins.push(Date.now())
      const { ms } = work
      if (ms > 0)
        await new Promise(resolve => setTimeout(resolve, ms))
      return ms
    },
  })
  ticker.start()
  return { ticker, begins, work }
}

it('ticks at once, and then every idle interval', async () => {
  const { begins } = startTicker()
  await vi.advanceTimersByTimeAsync(6500)
  expect(begins).toEqual([0, 3000, 6000])
})

it('ticks after a load', async () => {
  const { ticker, begins } = startTicker()
  await vi.advanceTimersByTimeAsync(1000)
  ticker.notify()
  await vi.advanceTimersByTimeAsync(500)
  expect(begins).toEqual([0, 1000])
})

it('ticks at most once an interval, however many loads there are', async () => {
  const { ticker, begins } = startTicker()
  const loads = setInterval(ticker.notify, 10)
  await vi.advanceTimersByTimeAsync(650)
  clearInterval(loads)
  expect(begins).toEqual([0, 200, 400, 600])
})

it('ticks again for a load that came during a tick', async () => {
  const { ticker, begins } = startTicker(50)
  await vi.advanceTimersByTimeAsync(20)
  ticker.notify()
  await vi.advanceTimersByTimeAsync(1000)
  expect(begins).toEqual([0, 200])
})

it('never runs two ticks at once and rests as long as it worked', async () => {
  const { ticker, begins } = startTicker(500)
  const loads = setInterval(ticker.notify, 10)
  await vi.advanceTimersByTimeAsync(2600)
  clearInterval(loads)
  expect(begins).toEqual([0, 1000, 2000])
})

it('ticks early for who waits, and lets them go after that tick', async () => {
  const { ticker, begins } = startTicker(30)
  await vi.advanceTimersByTimeAsync(100)
  let served = false
  void ticker.next().then(() => (served = true))
  await vi.advanceTimersByTimeAsync(29)
  expect([begins, served]).toEqual([[0, 100], false])
  await vi.advanceTimersByTimeAsync(1)
  expect(served).toBe(true)
})

it('does not take a tick that already runs for the one that is waited for', async () => {
  const { ticker, begins } = startTicker(100)
  await vi.advanceTimersByTimeAsync(50)
  let served = false
  void ticker.next().then(() => (served = true))
  await vi.advanceTimersByTimeAsync(100)
  expect(served).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect([begins, served]).toEqual([[0, 200], true])
})

it('does nothing before it was started', async () => {
  const tick = vi.fn(async () => 0)
  const ticker = createTicker({ tickMs: 200, idleTickMs: 3000, now: Date.now, tick })
  ticker.notify()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(tick).not.toHaveBeenCalled()
})

it('waits for the running tick when it is closed, and ticks no more', async () => {
  const { ticker, begins } = startTicker(100)
  await vi.advanceTimersByTimeAsync(50)
  let closed = false
  void ticker.close().then(() => (closed = true))
  await vi.advanceTimersByTimeAsync(40)
  expect(closed).toBe(false)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([closed, begins]).toEqual([true, [0]])
})

it('lets go who still waits when it is closed', async () => {
  const { ticker } = startTicker()
  await vi.advanceTimersByTimeAsync(10)
  await ticker.close()
  const waiting = ticker.next()
  await ticker.close()
  await expect(waiting).resolves.toBeUndefined()
})

it('says when the next tick may begin: guessed while one works, known afterwards', async () => {
  const told: [number, number][] = []
  const ticker = createTicker({
    tickMs: 200,
    idleTickMs: 3000,
    now: Date.now,
    onPace: at => told.push([Date.now(), at]),
    tick: async () => {
      await new Promise(resolve => setTimeout(resolve, 150))
      return 150
    },
  })
  ticker.start()
  await vi.advanceTimersByTimeAsync(1000)
  ticker.notify()
  await vi.advanceTimersByTimeAsync(1000)
  expect(told).toEqual([[0, 200], [150, 300], [1000, 1300], [1150, 1300]])
})
