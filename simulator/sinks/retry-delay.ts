const FIRST_MS = 200
const LONGEST_MS = 10_000

/**
 * Milliseconds to wait before a request is tried again: what the server asked for, otherwise
 * twice as long each time, spread so that senders do not come back together.
 * @param attempt 0 for the first retry
 * @param retryAfter value of the header Retry-After, seconds or a date
 * @param now milliseconds since 1970
 * @param random from 0 to 1
 */
export function retryDelay(
  attempt: number,
  retryAfter: string | null,
  now: number,
  random: number,
): number {
  const asked = retryAfter === null ? Number.NaN : toMs(retryAfter, now)
  if (Number.isFinite(asked))
    return Math.max(0, asked) + random * FIRST_MS
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt)
  return longest * (0.5 + random / 2)
}

function toMs(retryAfter: string, now: number): number {
  const seconds = Number(retryAfter)
  return Number.isNaN(seconds) ? Date.parse(retryAfter) - now : seconds * 1000
}
