import type { Clock } from './ports.ts'

/**
 * `wall`: the machine's time. `stream`: replayed time, the newest observed event plus what the
 * wall clock ran since; before the first event, the wall's. Never runs backwards in stream mode:
 * an event older than the clock leaves it alone.
 */
export function createClock(mode: Clock['mode'], wallNow: () => number): Clock {
  if (mode === 'wall')
    return { mode, now: wallNow, observe: () => {} }

  let newest: { at: number, seenAt: number } | null = null
  const now = (): number => {
    const wall = wallNow()
    return newest === null ? wall : newest.at + Math.max(0, wall - newest.seenAt)
  }
  return {
    mode,
    now,
    observe(eventAtMs) {
      if (newest === null || eventAtMs > now())
        newest = { at: eventAtMs, seenAt: wallNow() }
    },
  }
}
