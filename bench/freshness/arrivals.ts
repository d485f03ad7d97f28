/** What one screen received, in its order. */
export interface Arrivals {
  /** Points of the ledger that the frames contain. */
  seqs: number[]
  /** When they came, by steadyNow, milliseconds. */
  atMs: number[]
}

/** An event's way: when it should have been sent, and the point of the ledger it is in at. */
export interface Departure { dueMs: number, seq: number }

/**
 * For every departure and every screen the time until the first frame that contains it came.
 * Throws when one never came: that is no slow frame but a lost one.
 */
export function* waitsOf(
  departures: readonly Departure[],
  screens: readonly Arrivals[],
): Generator<number> {
  const ordered = departures.toSorted((a, b) => a.seq - b.seq)
  for (const [screen, { seqs, atMs }] of screens.entries()) {
    let next = 0
    for (const { dueMs, seq } of ordered) {
      while (next < seqs.length && seqs[next]! < seq)
        next++
      if (next === seqs.length)
        throw new Error(`screen ${screen} never showed point ${seq} of the ledger`)
      yield atMs[next]! - dueMs
    }
  }
}
