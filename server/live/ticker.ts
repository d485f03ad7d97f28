/** When to compute: after loads, but not too often; without loads, often enough. */
export interface Ticker {
  start: () => void
  /** Something changed: tick as soon as the pace allows. */
  notify: () => void
  /** Tick now; resolves when a tick that began after the call has ended, or at close. */
  next: () => Promise<void>
  /** Resolves when no tick runs any more. */
  close: () => Promise<void>
}

export interface TickerOptions {
  /** Answers how long it worked, ms, without the waiting. Must not reject. */
  tick: () => Promise<number>
  /** Shortest time from one tick's begin to the next one's. */
  tickMs: number
  /** Longest time from one tick's begin to the next one's: deadlines pass without events. */
  idleTickMs: number
  /** A clock that never jumps, ms. */
  now: () => number
  /** Hears when the next tick may begin; of the one under way, when that is likely. */
  onPace?: (at: number) => void
}

export function createTicker(options: TickerOptions): Ticker {
  const { tick, tickMs, idleTickMs, now, onPace } = options
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let open = false
  let notified = false
  let waiting: (() => void)[] = []
  let startedAt = Number.NEGATIVE_INFINITY
  /** A tick is followed by a rest as long as it was: at least half the time is left for loads. */
  let restedAt = Number.NEGATIVE_INFINITY
  let lastWorkedMs = 0

  function dueAt(): number {
    if (waiting.length > 0)
      return restedAt
    return Math.max(restedAt, startedAt + (notified ? tickMs : idleTickMs))
  }

  function schedule(): void {
    clearTimeout(timer)
    if (open && running === null)
      timer = setTimeout(begin, Math.max(0, dueAt() - now()))
  }

  function begin(): void {
    running = run().finally(() => {
      running = null
      schedule()
    })
  }

  async function run(): Promise<void> {
    notified = false
    const served = waiting
    waiting = []
    onPace?.(now() + Math.max(tickMs, 2 * lastWorkedMs))
    const workedMs = await tick()
    lastWorkedMs = workedMs
    // Counted without the waiting for a load: that was no tick.
    startedAt = now() - workedMs
    restedAt = now() + workedMs
    onPace?.(Math.max(restedAt, startedAt + tickMs))
    served.forEach(resolve => resolve())
  }

  return {
    start() {
      open = true
      schedule()
    },
    notify() {
      // Loads come by the dozen a second: the first of them has set the timer.
      if (notified)
        return
      notified = true
      schedule()
    },
    async next() {
      return new Promise((resolve) => {
        waiting.push(resolve)
        schedule()
      })
    },
    async close() {
      open = false
      clearTimeout(timer)
      await running
      waiting.forEach(resolve => resolve())
      waiting = []
    },
  }
}
