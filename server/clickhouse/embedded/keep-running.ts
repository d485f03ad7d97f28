import type { EngineLog } from './engine-log.ts'
import type { EngineProcess } from './spawn-engine-process.ts'
import { EngineStartError } from './engine-start-error.ts'

/** Crashes in a row after which it is given up. */
const MAX_CRASHES = 5
/** Having run for this long, its next crash counts as the first again. */
const STEADY_MS = 60_000
const FIRST_PAUSE_MS = 100

export interface KeepRunningOptions {
  respawn: () => Promise<EngineProcess>
  /** Resolves after `ms`, or as soon as `signal` fires. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
  killMs: number
  log: EngineLog
  onFatal: (error: Error) => void
}

/** Starts the engine again whenever it ends of itself, until it is closed. */
export function keepRunning(first: EngineProcess, options: KeepRunningOptions) {
  const { log } = options
  const closing = new AbortController()
  let engine: EngineProcess | null = first
  let restarts = 0
  let crashes = 0

  async function watch(): Promise<void> {
    while (engine !== null) {
      const steady = setTimeout(() => crashes = 0, STEADY_MS)
      const why = await engine.exited
      clearTimeout(steady)
      engine = null
      if (!closing.signal.aborted)
        engine = await bringBack(why)
    }
  }

  async function bringBack(crash: string): Promise<EngineProcess | null> {
    let why = crash
    while (crashes < MAX_CRASHES) {
      crashes += 1
      log.error({ why, crashes }, 'embedded ClickHouse engine is down')
      await options.pause(FIRST_PAUSE_MS * 2 ** (crashes - 1), closing.signal)
      if (closing.signal.aborted)
        return null
      try {
        const next = await options.respawn()
        restarts += 1
        log.info({ port: next.port, pid: next.pid, restarts }, 'embedded ClickHouse engine is back')
        if (closing.signal.aborted)
          await next.close(options.killMs)
        return next
      }
      catch (error) {
        why = (error as Error).message
        if (error instanceof EngineStartError && error.final)
          break
      }
    }
    options.onFatal(new Error(`The embedded ClickHouse engine cannot be kept running: ${why}`))
    return null
  }

  const watched = watch()
  return {
    pid: (): number | null => engine?.pid ?? null,
    restarts: (): number => restarts,
    async close(): Promise<void> {
      closing.abort()
      await engine?.close(options.killMs)
      await watched
    },
  }
}
