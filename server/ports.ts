import type { Panels } from '../contract/frame.ts'
import type { IntakeAnswer } from '../contract/intake.ts'

/** What one scope shows, computed at one point of the ledger. */
export interface FrameContent {
  /** Point of the ledger: how many events the numbers contain. */
  seq: number
  /** The moment shown, RFC 3339 in the profile's zone. */
  asOf: string
  panels: Panels
}

/** metrics/ for live/: one call answers all scopes at one point of the ledger. */
export interface FrameComputer {
  compute: (scopes: readonly string[], nowMs: number) => Promise<ReadonlyMap<string, FrameContent>>
}

export type IntakeFormat = 'ndjson' | 'json'

export interface IntakeInput {
  /** Name of the source whose token came with the request. */
  source: string
  body: Buffer
  format: IntakeFormat
}

export interface IntakeStatus {
  /** Events in the ledger's state store: accepted and on disk. */
  seq: number
  /** Events that are in ClickHouse as well. */
  loadedSeq: number
  pendingEvents: number
  /** Since when the oldest event waits for ClickHouse, ms since 1970; null when none does. */
  pendingSince: number | null
  outboxBatches: number
  clickhouse: 'up' | 'down'
  /** How long the last load took, ms; null before the first. */
  lastLoadMs: number | null
}

/** intake/ for everybody else: from the wire to the ledger. */
export interface Intake {
  /** Resolves when the accepted events are on disk. Rejects with an AppError. */
  submit: (input: IntakeInput) => Promise<IntakeAnswer>
  status: () => IntakeStatus
  /** Calls the listener after each load into ClickHouse; returns how to stop. */
  onLoaded: (listener: () => void) => () => void
  /** Finishes what is in flight and closes the state store. */
  close: () => Promise<void>
}

/** What the intake's state store holds of cases, for who checks ClickHouse against it. */
export interface CaseStates {
  /** No load is half in ClickHouse. Ask while holding the gate. */
  settled: () => boolean
  /** Are events of the case accepted that ClickHouse may not have? */
  isPending: (caseId: string) => boolean
  /**
   * The row of `case_versions` that stands for the case as the store has it, without sign, by
   * column; null where none does.
   */
  versionOf: (caseId: string) => {
    version: number
    facts: Readonly<Record<string, unknown>>
  } | null
}

/** Mutual exclusion of a load and a tick: no tick sees a batch that is half in. */
export interface Gate {
  run: <T>(task: () => Promise<T>) => Promise<T>
}

/** The clock that cases are measured by, ms since 1970. */
export interface Clock {
  /** `stream`: the newest observed event time plus what the wall clock ran since. */
  mode: 'wall' | 'stream'
  now: () => number
  observe: (eventAtMs: number) => void
}
