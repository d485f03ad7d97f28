import type { FrameQueue } from './frame-queue.ts'
import type { PastFrame } from './past-frame.ts'
import { stepMs } from './speeds.ts'

const FINER_AGAIN = 1.6
/** Pictures fetched ahead of the one shown. */
const AHEAD = 4

/** Shows one moment after another, each when its time has come and its frame is there. */
export interface Player {
  /** From here on, at this speed; what is shown stays until the first frame came. */
  start: (atMs: number, speed: number) => void
  setSpeed: (speed: number) => void
  /**
   * Answers the frame to show instead of the last, if its time has come; to be called some times
   * a picture. `paused`: only the picture that was jumped to is still shown.
   */
  advance: (paused: boolean) => { atMs: number, frame: PastFrame } | null
  /** The next picture would lie beyond the present. */
  atEnd: () => boolean
}

export interface PlayerOptions {
  queue: FrameQueue
  /** The end of the past, milliseconds since 1970: nothing beyond is asked for. */
  presentMs: () => number
  /** A clock that never jumps, ms. */
  steadyNow: () => number
}

export function createPlayer({ queue, presentMs, steadyNow }: PlayerOptions): Player {
  let speed = 1
  let step = 1000
  /** The last moment shown; null until the first after a jump. */
  let shownMs: number | null = null
  let nextMs = 0
  let dueAt = 0

  /** Steps change between pictures only: what was fetched for the old one is of no use. */
  function chooseStep(): void {
    const wanted = stepMs(speed, queue.loadMs())
    // Finer again only with something to spare: it must not go back and forth.
    if (wanted > step || stepMs(speed, queue.loadMs() * FINER_AGAIN) < step)
      step = wanted
  }

  /** Moments lie on the raster of the step. */
  function plan(): void {
    if (shownMs !== null)
      nextMs = (Math.floor(shownMs / step) + 1) * step
    const moments = [nextMs]
    for (let at = (Math.floor(nextMs / step) + 1) * step; moments.length <= AHEAD; at += step)
      moments.push(at)
    queue.want(moments.filter(at => at <= presentMs()))
  }

  return {
    start(atMs, newSpeed) {
      queue.clear()
      speed = newSpeed
      shownMs = null
      nextMs = atMs
      dueAt = steadyNow()
      step = stepMs(speed, 0)
      plan()
    },
    setSpeed(newSpeed) {
      speed = newSpeed
      step = stepMs(speed, queue.loadMs())
      plan()
      if (shownMs !== null)
        dueAt = Math.min(dueAt, steadyNow() + (nextMs - shownMs) / speed)
    },
    advance(paused) {
      if (paused && shownMs !== null)
        return null
      const now = steadyNow()
      const frame = now < dueAt ? undefined : queue.get(nextMs)
      if (frame === undefined) {
        // The present goes on meanwhile, and with it what may be asked for.
        plan()
        return null
      }
      const atMs = nextMs
      shownMs = atMs
      const before = dueAt
      chooseStep()
      plan()
      // In time: on the beat. Late: from now on, without a burst to catch up.
      const gapMs = (nextMs - atMs) / speed
      dueAt = Math.max(before, now - gapMs / 2) + gapMs
      return { atMs, frame }
    },
    atEnd: () => shownMs !== null && nextMs > presentMs(),
  }
}
