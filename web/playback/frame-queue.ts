import type { PastFrame } from './past-frame.ts'
import { PastRefused } from './read-past.ts'

const RETRY_MS = 2000
/** Of the running mean of how long a picture takes. */
const NEWEST_SHARE = 0.3

/** Frames that will be shown soon, fetched one after another: the server goes forward in time. */
export interface FrameQueue {
  /** The moments to have, in order; what is there and not among them is let go. */
  want: (moments: readonly number[]) => void
  get: (atMs: number) => PastFrame | undefined
  /** Lets go of everything, as after a jump. */
  clear: () => void
  /** How long a picture takes to come, a running mean, milliseconds. */
  loadMs: () => number
}

export interface FrameQueueOptions {
  load: (atMs: number, signal: AbortSignal) => Promise<PastFrame>
  /** Null: frames come again. */
  onProblem: (message: string | null) => void
  steadyNow: () => number
  /** @default 2000 */
  retryMs?: number
}

export function createFrameQueue(options: FrameQueueOptions): FrameQueue {
  const { load, onProblem, steadyNow, retryMs = RETRY_MS } = options
  let wanted: readonly number[] = []
  let frames = new Map<number, PastFrame>()
  let abort = new AbortController()
  let loading = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let meanMs = 0
  let loaded = 0

  /** The first of a stretch is left out: the server opens the past for it. */
  function measure(tookMs: number): void {
    if (loaded === 1)
      meanMs = tookMs
    else if (loaded > 1)
      meanMs += NEWEST_SHARE * (tookMs - meanMs)
    loaded++
  }

  async function loadNext(): Promise<void> {
    const next = wanted.find(at => !frames.has(at))
    if (loading || next === undefined)
      return
    loading = true
    const { signal } = abort
    try {
      const startedAt = steadyNow()
      const frame = await load(next, signal)
      if (signal.aborted)
        return
      measure(steadyNow() - startedAt)
      frames.set(next, frame)
      onProblem(null)
    }
    catch (error) {
      if (signal.aborted)
        return
      onProblem(error instanceof Error ? error.message : String(error))
      const waitMs = error instanceof PastRefused ? error.retryMs ?? retryMs : retryMs
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, waitMs)
      })
    }
    finally {
      // After a jump another round has begun: its mark is not this one's to take away.
      if (!signal.aborted) {
        loading = false
        void loadNext()
      }
    }
  }

  return {
    want(moments) {
      wanted = moments
      frames = new Map([...frames].filter(([at]) => moments.includes(at)))
      void loadNext()
    },
    get: atMs => frames.get(atMs),
    clear() {
      abort.abort()
      abort = new AbortController()
      // Who waits there waits for ever, and is forgotten.
      clearTimeout(timer)
      loading = false
      wanted = []
      frames = new Map()
      loaded = 0
    },
    loadMs: () => meanMs,
  }
}
