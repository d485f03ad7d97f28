import type { PastFrame } from '../../../../web/playback/past-frame.ts'
import { setImmediate } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { createFrameQueue } from '../../../../web/playback/frame-queue.ts'
import { PastRefused } from '../../../../web/playback/read-past.ts'

/** A queue whose loads the test ends. */
function testQueue() {
  const asked: number[] = []
  const problems: (string | null)[] = []
  const ends: { resolve: (frame: PastFrame) => void, reject: (error: Error) => void }[] = []
  const signals: AbortSignal[] = []
  let steady = 0
  const queue = createFrameQueue({
    load: async (atMs, signal) => {
      asked.push(atMs)
      signals.push(signal)
      return new Promise((resolve, reject) => ends.push({ resolve, reject }))
    },
    onProblem: message => problems.push(message),
    steadyNow: () => steady,
    retryMs: 1,
  })
  /** The load under way ends with a frame after so long. */
  const arrive = async (seq: number, tookMs = 0) => {
    steady += tookMs
    ends.shift()!.resolve({ seq } as PastFrame)
    await setImmediate()
  }
  return { queue, asked, problems, ends, signals, arrive }
}

it('loads the wanted moments in order, one after another', async () => {
  const { queue, asked, arrive } = testQueue()
  queue.want([1, 2, 3])
  expect(asked).toEqual([1])
  await arrive(11)
  expect(asked).toEqual([1, 2])
  expect(queue.get(1)?.seq).toBe(11)
  queue.want([2, 3, 4])
  await arrive(12)
  expect([queue.get(1), queue.get(2)?.seq]).toEqual([undefined, 12])
  expect(asked).toEqual([1, 2, 3])
})

it('cancels what is under way when it is cleared, and ignores what comes of it', async () => {
  const { queue, asked, signals, arrive } = testQueue()
  queue.want([1, 2])
  queue.clear()
  expect(signals[0]!.aborted).toBe(true)
  queue.want([9])
  expect(asked).toEqual([1, 9])
  await arrive(11)
  expect(queue.get(1)).toBeUndefined()
  await arrive(19)
  expect(queue.get(9)?.seq).toBe(19)
})

it('says why nothing comes, tries again, and says when it comes', async () => {
  const { queue, asked, problems, ends, arrive } = testQueue()
  queue.want([1])
  ends.shift()!.reject(new PastRefused('rate_limited', 'two players', 5))
  await vi.waitFor(() => expect(asked).toEqual([1, 1]), 30_000)
  expect(problems).toEqual(['two players'])
  await arrive(11)
  expect(problems).toEqual(['two players', null])
})

it('measures how long pictures take without the first, for which the past is opened', async () => {
  const { queue, arrive } = testQueue()
  queue.want([1, 2, 3])
  await arrive(1, 5000)
  expect(queue.loadMs()).toBe(0)
  await arrive(2, 100)
  expect(queue.loadMs()).toBe(100)
  await arrive(3, 200)
  expect(queue.loadMs()).toBeCloseTo(130)
})
