import type { DrawnMark } from '../stream/drawn-events.ts'
import type { PackedWaits, WaitSummary } from '../wait-times.ts'
import type { SentCounts } from './sent-tally.ts'

/** A batch that is in: when it should have been sent, and the point of the ledger it is in at. */
export interface Departure { dueMs: number, seq: number }

export interface ProducerProgress {
  counts: SentCounts
  /** From the schedule to the answer, since the last look. */
  last: WaitSummary
  /** Since the last look. */
  departures: Departure[]
  /** Lines under way. */
  waiting: number
  isSending: boolean
  /** Why it cannot go on; null while it can. */
  failure: string | null
}

export interface ProducerResult {
  counts: SentCounts
  waits: PackedWaits
  mark: DrawnMark
  examples: string[]
  /** When the last answer came, by steadyNow; 0: none did. */
  answeredAt: number
}
