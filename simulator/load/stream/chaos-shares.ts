/** How much of a stream goes wrong on its way; shares from 0 to 1. */
export interface ChaosShares {
  /** Sent twice, the second time a while later. */
  readonly dup: number
  /** Held back until thousands of others have passed. */
  readonly late: number
  /** Overtaken by up to a hundred others. */
  readonly shuffle: number
  /** Lines added that are no events and must be rejected, each with its code. */
  readonly bad: number
}

export const NO_CHAOS: ChaosShares = { dup: 0, late: 0, shuffle: 0, bad: 0 }
