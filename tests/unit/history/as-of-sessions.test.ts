import type { AsOfLedger } from '../../../server/history/as-of-ledger.ts'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createAsOfSessions } from '../../../server/history/as-of-sessions.ts'

/** Sessions over ledgers that hold nothing; `events` tells what was opened and closed. */
function testSessions() {
  const events: string[] = []
  const state = { now: 0, current: true }
  const sessions = createAsOfSessions({
    async openLedger(startMs) {
      events.push(`open ${startMs}`)
      let atMs = startMs
      return {
        atMs: () => atMs,
        isCurrent: async () => state.current,
        advance: async (toMs) => {
          atMs = toMs
        },
        frame: async () => ({ seq: atMs, asOf: '', panels: {} as never }),
        close: async () => void events.push(`close ${startMs}`),
      }
    },
    steadyNow: () => state.now,
    log: { warn: () => {} },
  })
  onTestFinished(sessions.close)
  const go = async (key: string, atMs: number, work?: () => Promise<void>) =>
    sessions.run(key, atMs, {
      standsWell: ledger => ledger.atMs() <= atMs,
      openAt: atMs,
      work: async (ledger: AsOfLedger) => {
        await work?.()
        await ledger.advance(atMs)
        return (await ledger.frame('c')).seq
      },
    })
  return { sessions, events, state, go }
}

it('goes on with an open ledger and opens another to go back', async () => {
  const { events, go } = testSessions()
  expect([await go('a', 10), await go('a', 20), await go('a', 20), await go('a', 5)])
    .toEqual([10, 20, 20, 5])
  expect(events).toEqual(['open 10', 'close 10', 'open 5'])
})

it('opens anew when something became known that belongs before the moment', async () => {
  const { events, state, go } = testSessions()
  await go('a', 10)
  state.current = false
  await go('a', 20)
  expect(events).toEqual(['open 10', 'close 10', 'open 20'])
})

it('refuses a third session for ten seconds, then takes over the one used least lately', async () => {
  const { events, state, go } = testSessions()
  await go('a', 1)
  state.now = 1000
  await go('b', 2)
  await expect(go('c', 3)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 9000 })
  state.now = 10_000
  expect(await go('c', 3)).toBe(3)
  await expect(go('d', 4)).rejects.toMatchObject({ code: 'rate_limited' })
  await vi.waitFor(() => expect(events).toEqual(['open 1', 'open 2', 'close 1', 'open 3']), 30_000)
})

it('never takes over a session that is at work', async () => {
  const { state, go } = testSessions()
  let finish = () => {}
  const held = new Promise<void>((resolve) => {
    finish = resolve
  })
  const working = [go('a', 1, async () => held), go('b', 2, async () => held)]
  state.now = 60_000
  await expect(go('c', 3)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 10_000 })
  finish()
  expect(await Promise.all(working)).toEqual([1, 2])
})

it('drops a ledger that a failed task may have left half way', async () => {
  const { events, go } = testSessions()
  await expect(go('a', 1, async () => Promise.reject(new Error('half way')))).rejects.toThrow('half way')
  expect(await go('a', 2)).toBe(2)
  expect(events).toEqual(['open 1', 'close 1', 'open 2'])
})

it('drops a session a minute after its last use', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { sessions, events, go } = testSessions()
  await go('a', 1)
  await vi.advanceTimersByTimeAsync(50_000)
  await go('a', 2)
  await vi.advanceTimersByTimeAsync(59_000)
  expect(sessions.open()).toBe(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(sessions.open()).toBe(0)
  expect(events).toEqual(['open 1', 'close 1'])
})

it('drops all when it is closed and takes nothing after', async () => {
  const { sessions, events, go } = testSessions()
  await go('a', 1)
  await sessions.close()
  expect(events).toEqual(['open 1', 'close 1'])
  await expect(go('a', 1)).rejects.toMatchObject({ code: 'shutting_down' })
})
