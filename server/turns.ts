/** However long ticks take: loads go on. */
const LONGEST_WAIT_MS = 1000
/** Weight of the newest load in how long one is expected to take. */
const NEWEST = 0.25

/**
 * Loads and ticks take turns. What comes while a tick may not begin yet is loaded at once where it
 * helps nobody; gathered, and loaded so that it is in when the tick may begin, it costs one load.
 */
export interface Turns {
  /** No tick begins before this time of the steady clock, ms. */
  noTickBefore: (at: number) => void
  /** How long a load should still wait for more events, ms; 0: not at all. */
  loadWaitMs: () => number
  /** Runs a load and remembers how long loads take. */
  load: <T>(task: () => Promise<T>) => Promise<T>
}

/** @param now a clock that never jumps, ms */
export function createTurns(now: () => number): Turns {
  let tickAt = Number.NEGATIVE_INFINITY
  let usualMs = 0
  return {
    noTickBefore: at => void (tickAt = at),
    loadWaitMs: () => Math.min(LONGEST_WAIT_MS, Math.max(0, tickAt - usualMs - now())),
    async load(task) {
      const began = now()
      const result = await task()
      usualMs += NEWEST * (now() - began - usualMs)
      return result
    },
  }
}
