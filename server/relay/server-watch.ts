import type { Beacon } from './messages.ts'

/** Without a word from the server for so long, its frames are not passed off as current. */
export const SERVER_LOST_MS = 5000
/** Delays differ from beacon to beacon: the shortest of so many is near the truth. */
const CLOCK_SAMPLES = 30

export interface ServerWatch {
  /** `new`: another server, or another run of it; `other`: one that is not followed. */
  hear: (beacon: Beacon) => 'same' | 'new' | 'other'
  /** The last word of the server that is followed, while it is there. */
  current: () => Beacon | null
  /** The server's clock as near as can be known here, ms since 1970; null before the first word. */
  now: () => number | null
}

/**
 * Follows one server. Where two publish, that is the one that started last, and not by turns: a
 * wall never mixes them.
 * @param steadyNow a clock that never jumps, ms
 */
export function createServerWatch(steadyNow: () => number): ServerWatch {
  let followed: { beacon: Beacon, heardAt: number } | null = null
  let offsets: number[] = []

  function isThere(): boolean {
    return followed !== null
      && !followed.beacon.leaving
      && steadyNow() - followed.heardAt < SERVER_LOST_MS
  }

  return {
    hear(beacon) {
      const before = followed?.beacon ?? null
      const same = before?.epoch === beacon.epoch
      if (!same && isThere() && beacon.startedAt < before!.startedAt)
        return 'other'
      if (!same)
        offsets = []
      followed = { beacon, heardAt: steadyNow() }
      // A message on its way makes the server's clock seem late, never early.
      offsets = [...offsets, beacon.at - followed.heardAt].slice(-CLOCK_SAMPLES)
      return same ? 'same' : 'new'
    },
    current: () => isThere() ? followed!.beacon : null,
    now: () => offsets.length === 0 ? null : steadyNow() + Math.max(...offsets),
  }
}
