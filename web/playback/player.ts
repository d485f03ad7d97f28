import type { FrameQueue } from './frame-queue.ts'
import type { PastFrame } from './past-frame.ts'
import { stepMs } from './speeds.ts'

/** Pictures planned ahead of the one shown. */
const AHEAD = 5

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
  /** The last moment shown; null until the first after a jump. */
  let shownMs: number | null = null
  /**
   * Moments to come, the next one first. Steps change with speed and with how fast pictures come,
   * but only behind what is planned: the server recomputes forward, and going back costs it anew.
   */
  let planned: number[] = []
  let dueAt = 0

  function plan(): void {
    const step = stepMs(speed, queue.loadMs())
    while (planned.length < AHEAD) {
      const last = planned.at(-1) ?? shownMs!
      const next = (Math.floor(last / step) + 1) * step
      if (next > presentMs())
        break
      planned.push(next)
    }
    queue.want(planned)
  }

  function start(atMs: number, newSpeed: number): void {
    queue.clear()
    speed = newSpeed
    shownMs = null
    planned = [atMs]
    dueAt = steadyNow()
    plan()
  }

  return {
    start,
    setSpeed(newSpeed) {
      const finer = stepMs(newSpeed, queue.loadMs()) < stepMs(speed, queue.loadMs())
      speed = newSpeed
      const [next] = planned
      if (shownMs === null || next === undefined)
        return
      // What is planned lies too far apart for a slower speed.
      if (finer)
        start(shownMs, newSpeed)
      else
        dueAt = Math.min(dueAt, steadyNow() + (next - shownMs) / speed)
    },
    advance(paused) {
      if (paused && shownMs !== null)
        return null
      const now = steadyNow()
      const [atMs] = planned
      const frame = atMs === undefined || now < dueAt ? undefined : queue.get(atMs)
      if (atMs === undefined || frame === undefined) {
        // The present goes on meanwhile, and with it what may be asked for.
        plan()
        return null
      }
      shownMs = atMs
      planned = planned.slice(1)
      plan()
      // In time: on the beat. Late: from now on, without a burst to catch up.
      const gapMs = planned[0] === undefined ? 0 : (planned[0] - atMs) / speed
      dueAt = Math.max(dueAt, now - gapMs / 2) + gapMs
      return { atMs, frame }
    },
    atEnd: () => shownMs !== null && planned.length === 0,
  }
}
