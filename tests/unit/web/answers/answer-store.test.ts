import type { Answer } from '../../../../contract/answers.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ANSWER_INTERVAL_MS } from '../../../../contract/answers.ts'
import { createAnswerStore } from '../../../../web/answers/answer-store.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function answer(seq: number): Answer {
  return {
    name: 'reopened',
    scope: 'c',
    seq,
    asOf: '2026-11-21T14:00:00+08:00',
    computedAt: '2026-11-21T06:00:00.000Z',
    body: { window: '30d', rate: null, cases: seq, latest: [] },
  }
}

function storeOf(replies: (Answer | Error)[]) {
  const asked: string[] = []
  const store = createAnswerStore(async (path) => {
    asked.push(path)
    const reply = replies.shift() ?? answer(99)
    if (reply instanceof Error)
      throw reply
    return reply
  })
  return { store, asked }
}

it('asks once for all who hold an answer, and again after its interval', async () => {
  const { store, asked } = storeOf([answer(1), answer(2)])
  const one = store.hold('reopened', 'c d')
  const two = store.hold('reopened', 'c d')
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(['api/v1/answers/reopened?scope=c%20d'])
  expect(one.state.value.answer?.seq).toBe(1)
  expect(two.state.value.answer?.seq).toBe(1)
  await vi.advanceTimersByTimeAsync(ANSWER_INTERVAL_MS)
  expect(one.state.value.answer?.seq).toBe(2)
  store.close()
})

it('keeps the last answer while the server is away, and says why', async () => {
  const { store } = storeOf([answer(1), new Error('away'), answer(3)])
  const { state } = store.hold('reopened', 'c')
  await vi.advanceTimersByTimeAsync(ANSWER_INTERVAL_MS)
  expect(state.value).toMatchObject({ answer: { seq: 1 }, problem: 'away' })
  await vi.advanceTimersByTimeAsync(ANSWER_INTERVAL_MS)
  expect(state.value).toMatchObject({ answer: { seq: 3 }, problem: null })
  store.close()
})

it('asks no more when the last one lets go, and leaves no timer behind', async () => {
  const { store, asked } = storeOf([])
  const one = store.hold('urged', 'c')
  const two = store.hold('urged', 'c')
  await vi.advanceTimersByTimeAsync(0)
  one.release()
  await vi.advanceTimersByTimeAsync(ANSWER_INTERVAL_MS)
  expect(asked).toHaveLength(2)
  two.release()
  await vi.advanceTimersByTimeAsync(10 * ANSWER_INTERVAL_MS)
  expect(asked).toHaveLength(2)
  expect(vi.getTimerCount()).toBe(0)
})

it('forgets an answer that comes after it was let go', async () => {
  const { store } = storeOf([answer(1)])
  const { state, release } = store.hold('units', 'c')
  release()
  await vi.advanceTimersByTimeAsync(0)
  expect(state.value.answer).toBeNull()
  expect(vi.getTimerCount()).toBe(0)
})
