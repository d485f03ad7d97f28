import type { Live } from '../../../server/live/live.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createGate } from '../../../server/gate.ts'
import { createLive } from '../../../server/live/live.ts'
import { fakeComputer, fakeIntake } from '../../helpers/fake-parts.ts'
import { smallCity } from '../../helpers/small-city.ts'

const START = Date.parse('2026-11-21T10:00:00Z')
let live: Live

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(async () => {
  await Promise.all([live.close(), vi.runOnlyPendingTimersAsync()])
  vi.useRealTimers()
})

function startLive(limits = { tickMs: 200, idleTickMs: 3000, maxScopes: 10 }) {
  const computer = fakeComputer()
  const intake = fakeIntake()
  const gate = createGate()
  const failures: unknown[] = []
  live = createLive({
    computer,
    intake,
    gate,
    clock: { mode: 'stream', now: () => 0, observe: () => {} },
    scopes: smallCity(),
    limits,
    frameTimeoutMs: 5000,
    epoch: 'e1',
    wallNow: Date.now,
    steadyNow: Date.now,
    onTick: (_workedMs, failure) => failures.push(failure),
  })
  live.start()
  return { computer, intake, gate, failures }
}

it('says of a frame what clock it shows, when it was computed and how far behind it is', async () => {
  const { intake } = startLive()
  intake.state = { ...intake.state, pendingEvents: 7, pendingSince: START - 2000 }
  await vi.advanceTimersByTimeAsync(0)
  expect(live.peek('c')?.frame).toMatchObject({
    epoch: 'e1',
    tick: 1,
    asOf: '1970-01-01T00:00:00.000Z',
    computedAt: '2026-11-21T10:00:00.000Z',
    clock: 'stream',
    lag: { events: 7, since: '2026-11-21T09:59:58.000Z' },
    staleSince: null,
  })
})

it('computes after a load', async () => {
  const { computer, intake } = startLive()
  await vi.advanceTimersByTimeAsync(1000)
  computer.seq = 2
  intake.loaded()
  await vi.advanceTimersByTimeAsync(0)
  expect(live.peek('c')?.frame.seq).toBe(2)
})

it('does not compute while a batch is half in', async () => {
  const { computer, gate } = startLive()
  await vi.advanceTimersByTimeAsync(0)
  let finishLoad = (): void => {}
  void gate.run(async () => new Promise<void>(resolve => (finishLoad = resolve)))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(computer.calls).toHaveLength(1)
  finishLoad()
  await vi.advanceTimersByTimeAsync(0)
  expect(computer.calls).toHaveLength(2)
})

it('computes a scope only while somebody shows it', async () => {
  const { computer } = startLive()
  const release = live.watch('n')
  await vi.advanceTimersByTimeAsync(0)
  release()
  await vi.advanceTimersByTimeAsync(3000)
  expect(computer.calls).toEqual([['c', 'n'], ['c']])
  expect(live.peek('n')).toBeUndefined()
})

it('computes a cold scope at once for who asks', async () => {
  startLive()
  await vi.advanceTimersByTimeAsync(1000)
  live.ask('n')
  const asked = live.current('n')
  await vi.advanceTimersByTimeAsync(0)
  expect((await asked).frame).toMatchObject({ scope: 'n', tick: 2 })
})

it('gives up on a cold scope after a while', async () => {
  const { computer } = startLive()
  await vi.advanceTimersByTimeAsync(0)
  let finish = (): void => {}
  computer.hold = new Promise(resolve => (finish = resolve))
  live.ask('n')
  const refused = expect(live.current('n')).rejects.toMatchObject({ code: 'frame_not_ready' })
  await vi.advanceTimersByTimeAsync(5000)
  await refused
  finish()
})

it('knows no scope that is not one', async () => {
  startLive()
  await expect(live.current('n-grid')).rejects.toMatchObject({ code: 'unknown_scope' })
  expect(() => live.watch('atlantis')).toThrow(/no scope "atlantis"/)
  expect(() => live.ask('')).toThrow(/no scope/)
})

it('keeps the last numbers when a computation fails, says since when, and recovers', async () => {
  const { computer, failures } = startLive()
  await vi.advanceTimersByTimeAsync(0)
  computer.failure = new Error('ClickHouse is away')
  computer.seq = 2
  await vi.advanceTimersByTimeAsync(6000)
  const stale = live.peek('c')!.frame
  expect(stale).toMatchObject({ tick: 3, seq: 1, staleSince: '2026-11-21T10:00:03.000Z' })
  expect(stale.computedAt).toBe('2026-11-21T10:00:00.000Z')
  computer.failure = null
  await vi.advanceTimersByTimeAsync(3000)
  expect(live.peek('c')?.frame).toMatchObject({ tick: 4, seq: 2, staleSince: null })
  expect(failures.map(failure => failure !== null)).toEqual([false, true, true, false])
})

it('takes a computation that left out a scope for a failed one', async () => {
  const { computer, failures } = startLive()
  await vi.advanceTimersByTimeAsync(0)
  const { compute } = computer
  computer.compute = async (_scopes, nowMs) => compute(['s'], nowMs)
  await vi.advanceTimersByTimeAsync(3000)
  expect(live.peek('c')?.frame).toMatchObject({ seq: 1, staleSince: '2026-11-21T10:00:03.000Z' })
  expect(String(failures.at(-1))).toContain('No frame was computed of c')
})

it('survives a state store that cannot be read, with the last known lag', async () => {
  const { intake } = startLive()
  Object.assign(intake.state, { pendingEvents: 7 })
  await vi.advanceTimersByTimeAsync(0)
  const { status } = intake
  intake.status = () => {
    throw new Error('LMDB is closed')
  }
  await vi.advanceTimersByTimeAsync(3000)
  expect(live.peek('c')?.frame).toMatchObject({
    staleSince: '2026-11-21T10:00:03.000Z',
    lag: { events: 7 },
  })
  intake.status = status
  await vi.advanceTimersByTimeAsync(3000)
  expect(live.peek('c')?.frame.staleSince).toBeNull()
})
