import type { KeepRunningOptions } from '../../../server/clickhouse/embedded/keep-running.ts'
import type { EngineProcess } from '../../../server/clickhouse/embedded/spawn-engine-process.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EngineStartError } from '../../../server/clickhouse/embedded/engine-start-error.ts'
import { keepRunning } from '../../../server/clickhouse/embedded/keep-running.ts'

const LONG_MS = 60_000

interface FakeProcess extends EngineProcess { crash: () => void }

function fakeProcess(pid: number): FakeProcess {
  let exit: (why: string) => void = () => undefined
  const exited = new Promise<string>(resolve => exit = resolve)
  return {
    pid,
    port: 1,
    exited,
    crash: () => exit('signal SIGKILL'),
    close: async () => exit('asked to'),
  }
}

function options(given: Partial<KeepRunningOptions>): KeepRunningOptions {
  return {
    respawn: async () => fakeProcess(0),
    pause: async (ms, signal) => new Promise((resolve) => {
      setTimeout(resolve, ms)
      signal.addEventListener('abort', () => resolve())
    }),
    killMs: 1,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    onFatal: () => undefined,
    ...given,
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('starts a crashed engine again after a pause that doubles', async () => {
  let pid = 1
  const processes = [fakeProcess(1)]
  const kept = keepRunning(processes[0] as FakeProcess, options({
    respawn: async () => {
      processes.push(fakeProcess(pid += 1))
      return processes.at(-1) as FakeProcess
    },
  }))
  for (const pauseMs of [100, 200, 400]) {
    const before = processes.length
    processes.at(-1)?.crash()
    await vi.advanceTimersByTimeAsync(pauseMs - 1)
    expect([kept.pid(), processes.length]).toEqual([null, before])
    await vi.advanceTimersByTimeAsync(1)
    expect([kept.pid(), processes.length]).toEqual([pid, before + 1])
  }
  expect(kept.restarts()).toBe(3)
})

it('gives up after crashes in a row, once and in words', async () => {
  const fatal = vi.fn()
  const first = fakeProcess(1)
  const respawn = vi.fn(async () => Promise.reject(new Error('no room')))
  const kept = keepRunning(first, options({ respawn, onFatal: fatal }))
  first.crash()
  await vi.advanceTimersByTimeAsync(LONG_MS)
  expect(respawn).toHaveBeenCalledTimes(5)
  expect(fatal).toHaveBeenCalledExactlyOnceWith(new Error('The embedded ClickHouse engine cannot be kept running: no room'))
  expect(kept.pid()).toBeNull()
})

it('forgets earlier crashes once the engine has run steadily', async () => {
  const fatal = vi.fn()
  let current = fakeProcess(1)
  const kept = keepRunning(current, options({
    respawn: async () => current = fakeProcess(2),
    onFatal: fatal,
  }))
  for (let round = 0; round < 10; round += 1) {
    current.crash()
    await vi.advanceTimersByTimeAsync(100)
    expect(kept.restarts()).toBe(round + 1)
    await vi.advanceTimersByTimeAsync(LONG_MS)
  }
  expect(fatal).not.toHaveBeenCalled()
})

it('does not try again what cannot succeed', async () => {
  const fatal = vi.fn()
  const first = fakeProcess(1)
  const respawn = vi.fn(async () =>
    Promise.reject(new EngineStartError('engine_data_dir_taken', 'taken', true)))
  keepRunning(first, options({ respawn, onFatal: fatal }))
  first.crash()
  await vi.advanceTimersByTimeAsync(LONG_MS)
  expect(respawn).toHaveBeenCalledTimes(1)
  expect(fatal).toHaveBeenCalledTimes(1)
})

it('stays down when it is closed while the engine is away', async () => {
  const first = fakeProcess(1)
  const respawn = vi.fn(async () => fakeProcess(2))
  const kept = keepRunning(first, options({ respawn }))
  first.crash()
  await vi.advanceTimersByTimeAsync(50)
  await kept.close()
  await vi.advanceTimersByTimeAsync(LONG_MS)
  expect(respawn).not.toHaveBeenCalled()
})

it('ends an engine that comes back while it is being closed', async () => {
  const first = fakeProcess(1)
  const second = fakeProcess(2)
  const close = vi.spyOn(second, 'close')
  let arrive: (process: EngineProcess) => void = () => undefined
  const kept = keepRunning(first, options({
    respawn: async () => new Promise<EngineProcess>(resolve => arrive = resolve),
  }))
  first.crash()
  await vi.advanceTimersByTimeAsync(100)
  const closing = kept.close()
  arrive(second)
  await closing
  expect(close).toHaveBeenCalled()
  expect(kept.pid()).toBeNull()
})
