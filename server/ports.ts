import type { Panels } from '../contract/frame.ts'
import type { KeptBody } from '../contract/history.ts'
import type { IntakeAnswer } from '../contract/intake.ts'
import type { SourceState } from '../contract/sources.ts'

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
  /** `wallMs`: the machine's time that the frames will name, milliseconds. @default its clock's */
  compute: (
    scopes: readonly string[],
    nowMs: number,
    wallMs?: number,
  ) => Promise<ReadonlyMap<string, FrameContent>>
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

/** How a configured source stands; times are milliseconds since 1970. See contract/sources.ts. */
export interface SourceStatus {
  name: string
  state: SourceState
  heardAt: number | null
  since: number | null
  watermark: number | null
}

/** intake/ for everybody else: from the wire to the ledger. */
export interface Intake {
  /** Resolves when the accepted events are on disk. Rejects with an AppError. */
  submit: (input: IntakeInput) => Promise<IntakeAnswer>
  /** Something with the source's token came, whatever it was. */
  hear: (source: string) => void
  /**
   * The source is there and, with a watermark (event time, ms since 1970), has sent everything up
   * to it; null: it says nothing of that. Resolves when that is on disk. Rejects with an AppError.
   */
  heartbeat: (source: string, watermark: number | null) => Promise<SourceStatus>
  /** The configured sources, in the order of their configuration. */
  sources: () => SourceStatus[]
  /** Accepted events whose case is not reported yet, by source. */
  orphans: () => ReadonlyMap<string, number>
  status: () => IntakeStatus
  /** Calls the listener after each load into ClickHouse; returns how to stop. */
  onLoaded: (listener: () => void) => () => void
  /** Finishes what is in flight and closes the state store. */
  close: () => Promise<void>
}

/** history/ for http/: what walls showed, and what they would show of it today. */
export interface PastFrames {
  /**
   * JSON of the frame that the wall showed at `atMs`, with `history`. Rejects with AppError
   * `no_kept_frame` or `kept_frame_outdated`.
   */
  then: (scope: string, atMs: number) => Promise<string>
  /**
   * JSON of the frame recomputed as of `atMs` with today's knowledge, with `history`. Calls of one
   * `session` that go forward in time are cheap. Rejects with AppError `rate_limited` or
   * `ledger_too_large`.
   */
  now: (scope: string, atMs: number, session: string) => Promise<string>
  /** Where in [fromMs, toMs) frames are kept. */
  kept: (scope: string, fromMs: number, toMs: number) => Promise<KeptBody>
}

/** intake/ for metrics/: a load that is about to be inserted into ClickHouse. */
export interface StartedLoad {
  /** Where its cases are counted and were before, which may be another sum soon; null: anywhere. */
  scopes: ReadonlySet<string> | null
  events: number
  /** Rows of `case_versions`. */
  versions: number
  /** It was tried before: any part of it, or all, may be in, and counts once in the roll-ups. */
  again: boolean
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
