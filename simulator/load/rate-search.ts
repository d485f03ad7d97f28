/** Searches the highest rate that passes: doubles until one fails, then halves the gap. */
export interface RateSearch {
  /** The rate to try next; null: the search is over. */
  next: () => number | null
  told: (rate: number, passed: boolean) => void
  /** Highest rate that passed; null: none did. */
  best: () => number | null
}

/** The gap between what passed and what failed, as a share, at which the search ends. */
const CLOSE_ENOUGH = 0.1
const LOWEST_RATE = 10

export function createRateSearch(first: number, highest: number): RateSearch {
  let passed: number | null = null
  let failed: number | null = null
  const round = (rate: number): number => Math.max(1, Math.round(rate))

  return {
    next() {
      if (passed === null && failed === null)
        return round(first)
      if (passed === null)
        return failed! / 2 < LOWEST_RATE ? null : round(failed! / 2)
      if (failed === null)
        return passed >= highest ? null : round(Math.min(highest, passed * 2))
      return (failed - passed) / passed <= CLOSE_ENOUGH ? null : round((passed + failed) / 2)
    },
    told(rate, hasPassed) {
      if (hasPassed)
        passed = Math.max(passed ?? 0, rate)
      else
        failed = Math.min(failed ?? Infinity, rate)
    },
    best: () => passed,
  }
}
