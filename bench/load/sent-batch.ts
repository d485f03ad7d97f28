/** One batch as its sender saw it; times by steadyNow, milliseconds. */
export interface SentBatch {
  /** When it should have been sent: waiting for a slow server counts. */
  dueMs: number
  ackedMs: number
  events: number
  /** Sent a second time, as a source does that lost the answer. */
  repeated: boolean
  accepted: number
  duplicates: number
  rejected: number
  refusals: number
  /** Point of the ledger at which the batch is in. */
  seq: number
}
