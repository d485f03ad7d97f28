import type { Session } from 'chdb'
import type { CleanSession } from './clean-session.ts'
import { EngineException } from './engine-exception.ts'

/** Sessions lent one request at a time; who finds none free waits in line. */
export interface SessionPool {
  /**
   * `signal` takes a request out of the line; one that has its session runs on.
   * @throws {EngineException} TOO_MANY_SIMULTANEOUS_QUERIES, QUERY_WAS_CANCELLED
   */
  run: <T>(
    database: string,
    signal: AbortSignal,
    task: (session: Session) => Promise<T>,
  ) => Promise<T>
  /** Waits until every session is back, then closes them. */
  close: () => Promise<void>
}

export function createSessionPool(
  sessions: readonly CleanSession[],
  maxWaiting: number,
): SessionPool {
  const free = [...sessions]
  const waiting: ((session: CleanSession) => void)[] = []

  async function acquire(signal: AbortSignal): Promise<CleanSession> {
    if (signal.aborted)
      return Promise.reject(cancelled())
    const session = free.pop()
    if (session !== undefined)
      return Promise.resolve(session)
    if (waiting.length >= maxWaiting)
      return Promise.reject(new EngineException('TOO_MANY_SIMULTANEOUS_QUERIES', `Too many simultaneous queries: ${waiting.length} wait already.`))
    return new Promise((resolve, reject) => {
      function take(lent: CleanSession): void {
        signal.removeEventListener('abort', leave)
        resolve(lent)
      }
      function leave(): void {
        waiting.splice(waiting.indexOf(take), 1)
        reject(cancelled())
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.push(take)
    })
  }

  function release(session: CleanSession): void {
    const next = waiting.shift()
    if (next === undefined)
      free.push(session)
    else
      next(session)
  }

  return {
    async run(database, signal, task) {
      const session = await acquire(signal)
      try {
        return await session.run(database, task)
      }
      finally {
        release(session)
      }
    },
    async close() {
      const never = new AbortController().signal
      for (const _ of sessions)
        (await acquire(never)).close()
    },
  }
}

function cancelled(): EngineException {
  return new EngineException('QUERY_WAS_CANCELLED', 'Query was cancelled.')
}
