import type { SimIo } from '../sim-io.ts'
import type { Tally } from '../sinks/tally.ts'

const INTERVAL_MS = 1000

/** Where the stream stands. */
export interface Position {
  /** Time of the last event sent, as written; '' before the first. */
  readonly at: string
  /** From 0 to 1; null for a stream without an end. */
  readonly share: number | null
  /** By how many milliseconds sending is behind its pace; null at full speed. */
  readonly lateMs: number | null
}

/** Says each second how far it is until the answered function is called. */
export function startProgress(io: SimIo, tally: Tally, position: () => Position): () => void {
  let before = { at: io.now(), sent: tally.sent }
  const timer = setInterval(() => {
    const now = { at: io.now(), sent: tally.sent }
    const rate = (now.sent - before.sent) * 1000 / Math.max(1, now.at - before.at)
    before = now
    const { at, share, lateMs } = position()
    const parts = [
      share === null ? '' : `${(share * 100).toFixed(1)} %`,
      `${now.sent} sent`,
      `${Math.round(rate)}/s`,
      lateMs === null ? '' : `behind ${(lateMs / 1000).toFixed(1)} s`,
      at,
    ]
    io.status(parts.filter(part => part !== '').join('  '))
  }, INTERVAL_MS)
  return () => clearInterval(timer)
}
