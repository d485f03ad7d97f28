import type { LoadOptions } from './load-options.ts'
import type { Machine } from './machine.ts'
import type { SentCounts } from './producers/sent-tally.ts'
import type { ServerSample } from './server-sample.ts'
import type { Verdict } from './verdict.ts'
import type { WaitSecond, WaitSummary } from './wait-times.ts'

/** One second of a run as it was seen while it ran. */
export interface SecondSample {
  /** Since the first line was due. */
  second: number
  /** Lines begun and answered since the sample before, a second. */
  sentPerSecond: number
  answeredPerSecond: number
  /** Lines told to wait since the sample before. */
  refusals: number
  /** Lines without an answer. */
  waiting: number
  /** Screens that are connected. */
  connected: number
  /** Null while it did not answer. */
  server: ServerSample | null
  /** Mean times of the server since the sample before, milliseconds; null: there was none. */
  loadMs: number | null
  tickMs: number | null
  /** Cores that the server's process used since the sample before, its engine left out. */
  cores: number | null
  /** Of the browser's wall, after a collection of garbage; once a minute, null in between. */
  browserHeapMiB: number | null
}

/** Waiting times of one kind: of the run, of each of its seconds, and as a curve. */
export interface WaitReport {
  summary: WaitSummary
  seconds: WaitSecond[]
  /** `[percent, milliseconds]` */
  curve: [number, number][]
}

/** One step of a search for the highest rate. */
export interface RateStep {
  linesPerSecond: number
  /** From the schedule to the answer, and to the screen where there are any. */
  ackP99Ms: number | null
  screenP99Ms: number | null
  refusals: number
  passed: boolean
}

/** A run with what does not fit into numbers. */
export interface LoadRun {
  report: LoadReport
  /** JPEG of the wall at the end; null without a browser. */
  picture: Buffer | null
}

/** All that a run found out; what report.json holds. */
export interface LoadReport {
  tool: 'gridwall load'
  /** RFC 3339 UTC. */
  startedAt: string
  machine: Machine
  options: Omit<LoadOptions, 'token' | 'viewToken'>
  /** Id of the server's profile. */
  profile: string
  counts: SentCounts
  /** Between the first line's time and the last answer; and until ClickHouse had all. */
  sendSeconds: number
  settleSeconds: number
  answeredPerSecond: number
  eventToAck: WaitReport
  /** Null without screens. */
  eventToScreen: WaitReport | null
  /** Null without a browser. */
  eventToPixel: WaitReport | null
  screens: { deltas: number, resyncs: number, returns: number }
  seconds: SecondSample[]
  /** Null unless a rate was searched. */
  search: { boundMs: number, best: number | null, steps: RateStep[] } | null
  verdict: Verdict
}
