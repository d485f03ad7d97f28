import type { CleanSession } from './clean-session.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { quoteString } from './sql/quote.ts'

/** Ends queries from outside: aborting a call of chdb leaves the query running. */
export interface Killer {
  /**
   * Kills the query of this mark when `signal` fires, again and again until told to stop, since
   * a KILL may come before the query has begun.
   * @returns the stop: to be called when the query is over
   */
  killOn: (signal: AbortSignal, mark: string) => () => void
  /** Resolves when no KILL is on its way. */
  idle: () => Promise<void>
}

export function createKiller(control: CleanSession, everyMs: number): Killer {
  let queue: Promise<void> = Promise.resolve()

  async function killOnce(mark: string): Promise<void> {
    // SYNC would wait for ever.
    const sql = `KILL QUERY WHERE startsWith(Settings['log_comment'], ${quoteString(mark)}) ASYNC`
    try {
      await control.run('system', async session => session.queryAsync(sql))
    }
    catch (error) {
      console.warn('a KILL failed and is tried again:', error)
    }
  }

  async function killUntil(over: AbortSignal, mark: string): Promise<void> {
    while (!over.aborted) {
      queue = queue.then(async () => killOnce(mark))
      await queue
      await sleep(everyMs, undefined, { signal: over }).catch(() => undefined)
    }
  }

  return {
    killOn(signal, mark) {
      const over = new AbortController()
      const start = (): void => void killUntil(over.signal, mark)
      if (signal.aborted)
        start()
      else
        signal.addEventListener('abort', start, { once: true })
      return () => {
        signal.removeEventListener('abort', start)
        over.abort()
      }
    },
    idle: async () => queue,
  }
}
