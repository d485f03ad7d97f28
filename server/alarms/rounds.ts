import { setTimeout } from 'node:timers/promises'

/** A round is followed by a rest of so many times its length: a tenth of the time is work. */
const REST_FACTOR = 9

export interface RoundsOptions {
  /** From the begin of one round to the next one's, ms. */
  everyMs: number
  /** A clock that never jumps, ms. */
  steadyNow: () => number
  round: () => Promise<void>
  /** The first failure in a row. */
  onFailure: (error: unknown) => void
}

/** Round after round, never two at once. */
export interface Rounds {
  start: () => void
  /** Resolves when none runs any more. */
  close: () => Promise<void>
  counts: () => { rounds: number, failures: number, workedMs: number }
}

export function createRounds({ everyMs, steadyNow, round, onFailure }: RoundsOptions): Rounds {
  const ending = new AbortController()
  const { signal } = ending
  const counts = { rounds: 0, failures: 0, workedMs: 0 }
  let running: Promise<void> | null = null
  let failing = false

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const startedAt = steadyNow()
      await once()
      const workedMs = steadyNow() - startedAt
      counts.workedMs += workedMs
      const restMs = Math.max(everyMs - workedMs, REST_FACTOR * workedMs)
      await setTimeout(restMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  async function once(): Promise<void> {
    try {
      await round()
      counts.rounds++
      failing = false
    }
    catch (error) {
      counts.failures++
      if (!failing)
        onFailure(error)
      failing = true
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
    counts: () => ({ ...counts }),
  }
}
