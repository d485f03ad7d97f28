import { classifyFailure } from './classify-failure.ts'
import { ClickHouseError } from './clickhouse-error.ts'

const QUERY_WAS_CANCELLED = 394

/** One question and its answer, with a deadline over both; every failure classified. */
export type Exchange = <T>(
  signal: AbortSignal | undefined,
  deadlineMs: number,
  talk: (abort: AbortSignal) => Promise<T>,
) => Promise<T>

/** `secret` appears in no failure's message. */
export function createExchange(secret: string): Exchange {
  return async (signal, deadlineMs, talk) => {
    const deadline = AbortSignal.timeout(deadlineMs)
    const abort = signal === undefined ? deadline : AbortSignal.any([signal, deadline])
    const aborted = rejectOn(abort)
    try {
      abort.throwIfAborted()
      // The client lets go of the signal once headers are in; a body may hang as well.
      return await Promise.race([talk(abort), aborted.promise])
    }
    catch (error) {
      if (signal?.aborted === true)
        throw new ClickHouseError('transient', QUERY_WAS_CANCELLED, 'The query was cancelled by its caller.', { cause: error })
      if (deadline.aborted)
        throw new ClickHouseError('unreachable', null, `ClickHouse did not answer within ${deadlineMs} ms.`, { cause: error })
      throw classifyFailure(error, secret)
    }
    finally {
      aborted.forget()
    }
  }
}

/** A signal that is listened to lives until its deadline, and the answer with it: `forget` it. */
function rejectOn(signal: AbortSignal): { promise: Promise<never>, forget: () => void } {
  let onAbort = (): void => {}
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error('aborted'))
    signal.addEventListener('abort', onAbort, { once: true })
  })
  return { promise, forget: () => signal.removeEventListener('abort', onAbort) }
}
