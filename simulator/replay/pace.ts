import type { CompactEvent } from '../delivery/compact-event.ts'

/** How fast event time runs, as many times as the wall clock. */
export type Speed = number | 'max'

/**
 * When each event may be sent, milliseconds since 1970. What happened before `warmUntil` goes at
 * once; the wall clock of the rest starts with the first event asked for from then on.
 */
export function createPace(
  speed: Speed,
  warmUntil: number,
  now: () => number,
): (event: CompactEvent) => number {
  if (speed === 'max')
    return () => -Infinity
  let anchor: { at: number, wall: number } | null = null
  let before = -Infinity
  return ({ at }) => {
    if (at < warmUntil && !anchor)
      return -Infinity
    // A pass that starts again in the past must not be sent in one burst.
    if (!anchor || at < before)
      anchor = { at, wall: now() }
    before = at
    return anchor.wall + (at - anchor.at) / speed
  }
}
