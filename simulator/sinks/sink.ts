import type { Tally } from './tally.ts'

/** An event ready to go. */
export interface OutEvent {
  readonly caseId: string
  /** Milliseconds since 1970, as sent. */
  readonly at: number
  /** Without the line's end. */
  readonly line: string
}

/** Where events go. Events of one case arrive in the order in which they were given. */
export interface Sink {
  readonly tally: Tally
  /** How many events, of those given from the first on, have arrived without a gap. */
  readonly acked: number
  /** How many events `send` takes best at a time. */
  readonly batchSize: number
  /**
   * Resolves as soon as the next batch may be given, which may be before this one arrived.
   * `pipelined` allows several requests in flight; without it each waits for the one before.
   */
  readonly send: (events: readonly OutEvent[], pipelined: boolean) => Promise<void>
  /** Says that there is nothing new to send. Never rejects: the next one says it again. */
  readonly heartbeat: () => Promise<void>
  /** Resolves when everything given has arrived. */
  readonly close: () => Promise<void>
}
