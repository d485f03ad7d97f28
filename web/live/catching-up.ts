import type { FrameHead } from '../../contract/frame.ts'

/** The numbers are of a part of what has happened: the rest is still on its way. */
export interface CatchingUp {
  /** What happened up to here is in, milliseconds; null: all that was sent waits to be counted. */
  upToMs: number | null
  /** Events acked and not counted yet. */
  events: number
}

/** The quality page counts an event as late after as long. */
const LONG_PAST_MS = 3_600_000
/** Acked and not yet counted: below this many events nobody would see the difference. */
export const LAG_WORTH_TELLING = 500
/** A load takes a second or two; a queue that stands for longer grows. */
const QUEUED_MS = 10_000

/**
 * Whether sources are still telling of the past, or the server of what it was told. Until then
 * cases whose closing event has not come count as open, and those whose deadline is over as late.
 * A source that sends nothing new just now promises no more: it is no reason.
 * @returns null while the numbers are up to now
 */
export function catchingUpOf(
  { computedAt, clock, lag, sources }:
  Pick<FrameHead, 'computedAt' | 'clock' | 'lag' | 'sources'>,
): CatchingUp | null {
  const now = Date.parse(computedAt)
  // In replayed time "now" is what the sources have told, however long ago that was.
  const told = clock === 'stream'
    ? []
    : sources.flatMap(({ state, watermark }) =>
        state === 'live' && watermark !== null ? [Date.parse(watermark)] : [])
  const oldest = Math.min(...told)
  if (now - oldest > LONG_PAST_MS)
    return { upToMs: oldest, events: lag.events }
  const queued = lag.events >= LAG_WORTH_TELLING && lag.since !== null
    && now - Date.parse(lag.since) >= QUEUED_MS
  return queued ? { upToMs: null, events: lag.events } : null
}
