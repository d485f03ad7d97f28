import type { FrameHead } from '../../contract/frame.ts'

/** How often a healthy server sends something at least, milliseconds. */
export const FRAME_INTERVAL_MS = 5000
const LATE_INTERVALS = 2
const STALE_INTERVALS = 5

/** `failing`: old, and the server says that it cannot compute; otherwise nobody knows why. */
export type FreshnessState = 'loading' | 'live' | 'late' | 'stale' | 'failing'

export interface Freshness {
  state: FreshnessState
  /** Age of the numbers by the server's clock, milliseconds. */
  ageMs: number
}

/**
 * How old the numbers are. Failed ticks count too: a server that answers but cannot compute sends
 * frames whose numbers stand still since `staleSince`.
 */
export function freshnessOf(
  head: Pick<FrameHead, 'computedAt' | 'staleSince'> | null,
  serverNowMs: number,
): Freshness {
  if (head === null)
    return { state: 'loading', ageMs: 0 }
  const since = Math.min(
    Date.parse(head.computedAt),
    head.staleSince === null ? Infinity : Date.parse(head.staleSince),
  )
  const ageMs = Math.max(0, serverNowMs - since)
  if (ageMs <= LATE_INTERVALS * FRAME_INTERVAL_MS)
    return { state: 'live', ageMs }
  if (head.staleSince !== null)
    return { state: 'failing', ageMs }
  return { state: ageMs > STALE_INTERVALS * FRAME_INTERVAL_MS ? 'stale' : 'late', ageMs }
}
