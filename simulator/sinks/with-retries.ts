import type { SimIo } from '../sim-io.ts'
import { SimError } from '../sim-error.ts'
import { retryDelay } from './retry-delay.ts'

/** What one request came to; `retryAfter` is the header's text. */
export type Attempt<T> = { value: T } | { retryAfter: string | null, why: string }

export interface Retries {
  /** Repetitions before it is given up. */
  most: number
  /** The sentence without its reason: `… in 11 attempts`, and the advice. */
  failed: (attempts: number, why: string) => string
  /** Is told of each repetition. */
  onRetry: (why: string) => void
}

/**
 * The value of the first attempt that has one; null when the run is ended meanwhile.
 * Throws SimError `server_unreachable`, and what an attempt throws.
 */
export async function withRetries<T>(
  attempt: () => Promise<Attempt<T>>,
  io: SimIo,
  { most, failed, onRetry }: Retries,
): Promise<{ value: T } | null> {
  let why = ''
  for (let n = 0; n <= most; n++) {
    const result = await attempt()
    if ('value' in result)
      return result
    why = result.why
    if (io.signal.aborted)
      return null
    onRetry(why)
    await io.sleep(retryDelay(n, result.retryAfter, io.now(), io.random()))
    if (io.signal.aborted)
      return null
  }
  throw new SimError('server_unreachable', failed(most + 1, why))
}
