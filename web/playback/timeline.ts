/** Longest silence of a recorder: within it two kept frames belong together. */
const TOGETHER_MS = 330_000
const HOUR_MS = 3_600_000
const LABEL_EVERY_HOURS = 4

/** A stretch of a day, as shares of it, 0 to 1. */
export interface Share { from: number, to: number }

/** A day on the wall's clock, and how its moments lie on a line from 0 to 1. */
export interface DayLine {
  fromMs: number
  toMs: number
}

export function shareOf(line: DayLine, atMs: number): number {
  return Math.min(1, Math.max(0, (atMs - line.fromMs) / (line.toMs - line.fromMs)))
}

export function momentOf(line: DayLine, share: number): number {
  return line.fromMs + Math.min(1, Math.max(0, share)) * (line.toMs - line.fromMs)
}

/** Stretches of which frames are kept. A frame holds until the next, but not for long. */
export function keptShares(line: DayLine, keptMs: readonly number[]): Share[] {
  const shares: Share[] = []
  let endMs = Number.NEGATIVE_INFINITY
  for (const at of keptMs) {
    const until = at + TOGETHER_MS
    if (until <= line.fromMs || at >= line.toMs)
      continue
    const last = shares.at(-1)
    if (last !== undefined && at <= endMs)
      last.to = shareOf(line, until)
    else
      shares.push({ from: shareOf(line, at), to: shareOf(line, until) })
    endMs = until
  }
  return shares
}

/** Moments that get a label: every four hours, the day's end not. */
export function labelledMs({ fromMs, toMs }: DayLine): number[] {
  const every = LABEL_EVERY_HOURS * HOUR_MS
  const count = Math.ceil((toMs - fromMs) / every)
  return Array.from({ length: count }, (_, i) => fromMs + i * every)
}
