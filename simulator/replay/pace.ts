import type { CompactEvent } from '../delivery/compact-event.ts'

const DAY_MS = 86_400_000

/** How fast event time runs, as many times as the wall clock. */
export type Speed = number | 'max'

/**
 * When each event may be sent, milliseconds since 1970. The first `warmDays` days of the stream
 * go at once; the wall clock of the rest starts with the first event asked for after them.
 */
export function createPace(
  speed: Speed,
  warmDays: number,
  now: () => number,
): (event: CompactEvent) => number {
  if (speed === 'max')
    return () => -Infinity
  let warmUntil: number | null = null
  let anchor: { at: number, wall: number } | null = null
  let before = -Infinity
  return ({ at }) => {
    warmUntil ??= at + warmDays * DAY_MS
    if (at < warmUntil && !anchor)
      return -Infinity
    // A pass that starts again in the past must not be sent in one burst.
    if (!anchor || at < before)
      anchor = { at, wall: now() }
    before = at
    return anchor.wall + (at - anchor.at) / speed
  }
}
