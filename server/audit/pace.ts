/** Between two slices at least: a small ledger is not gone through without a breath. */
export const SHORTEST_REST_MS = 100
/** Between two rounds at least: nobody needs a small ledger checked more often. */
export const ROUND_REST_MS = 60_000
/** After a failure: ClickHouse is away, the loader sees to that. */
export const FAILURE_REST_MS = 30_000

export interface PaceOptions {
  /** One slice: how long it worked, ms, and whether it ended a round. */
  slice: () => Promise<{ workedMs: number, endedRound: boolean }>
  /** Share of one core that may be worked, above 0 up to 1. */
  share: number
  /** Resolves after `ms`, or at once when the signal aborts. */
  rest: (ms: number, signal: AbortSignal) => Promise<void>
  /** Before the first slice, ms: a start has other things to do. */
  firstRestMs: number
  onFailure: (error: unknown) => void
}

export interface Pace {
  start: () => void
  /** Resolves when no slice runs any more. */
  close: () => Promise<void>
}

/** Slice after slice, each followed by a rest that keeps the work at its share of the time. */
export function createPace(options: PaceOptions): Pace {
  const { slice, share, rest, firstRestMs, onFailure } = options
  const ending = new AbortController()
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    let restMs = firstRestMs
    for (;;) {
      await rest(restMs, ending.signal)
      if (ending.signal.aborted)
        return
      restMs = await work()
    }
  }

  async function work(): Promise<number> {
    try {
      const { workedMs, endedRound } = await slice()
      const earned = workedMs * (1 / share - 1)
      return Math.max(earned, endedRound ? ROUND_REST_MS : SHORTEST_REST_MS)
    }
    catch (error) {
      onFailure(error)
      return FAILURE_REST_MS
    }
  }

  return {
    start: () => {
      running ??= run()
    },
    close: async () => {
      ending.abort()
      await running
    },
  }
}
