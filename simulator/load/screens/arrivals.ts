import type { Departure } from '../producers/progress.ts'

/** What one screen received, in its order. */
export interface Arrivals {
  add: (seq: number, atMs: number) => void
  lastSeq: () => number
  /** When the first frame came that contains point `seq` of the ledger; null: none did yet. */
  shownAt: (seq: number) => number | null
}

export function createArrivals(): Arrivals {
  const seqs: number[] = []
  const atMs: number[] = []
  return {
    add(seq, at) {
      // Only the first frame of a point tells when it was shown.
      if (seq > (seqs.at(-1) ?? -1)) {
        seqs.push(seq)
        atMs.push(at)
      }
    },
    lastSeq: () => seqs.at(-1) ?? 0,
    shownAt(seq) {
      let low = 0
      let high = seqs.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (seqs[middle]! < seq)
          low = middle + 1
        else
          high = middle
      }
      return atMs[low] ?? null
    },
  }
}

/** Departures that some screen has not shown yet. */
export interface Crossings {
  add: (departures: readonly Departure[]) => void
  /** Hands out those that all screens have shown by now, with each screen's time. */
  settle: (record: (waitMs: number, dueMs: number) => void) => void
  open: () => number
}

export function createCrossings(screens: () => readonly Arrivals[]): Crossings {
  let open: Departure[] = []
  return {
    add: departures => void open.push(...departures),
    settle(record) {
      const all = screens()
      const shown = all.reduce((least, screen) => Math.min(least, screen.lastSeq()), Infinity)
      const still: Departure[] = []
      for (const departure of open) {
        if (departure.seq > shown) {
          still.push(departure)
          continue
        }
        for (const screen of all)
          record(screen.shownAt(departure.seq)! - departure.dueMs, departure.dueMs)
      }
      open = still
    },
    open: () => open.length,
  }
}
