import type { CaseEventType, SatisfactionAnswer } from '../../contract/case-event.ts'

/** A row of `case_events` as LEDGER_EVENT_SQL selects it. */
export interface LedgerEventRow {
  seq: number
  /** Milliseconds since 1970. */
  receivedMs: number
  source: string
  id: string
  caseId: string
  type: CaseEventType
  /** Milliseconds since 1970. */
  atMs: number
  region: string
  category: string
  channel: string
  department: string
  dueSet: number
  dueMs: number | null
  title: string
  lon: number | null
  lat: number | null
  contacted: number | null
  solved: number | null
  satisfaction: SatisfactionAnswer | ''
  valid: number | null
  level: number
}

/** The columns that make an event, and how it came, whole again. */
export const LEDGER_EVENT_SQL = `
  seq, toUnixTimestamp64Milli(received_at) AS receivedMs, source, id, case_id AS caseId, type, toUnixTimestamp64Milli(at) AS atMs,
  region, category, channel, department, due_set AS dueSet,
  if(due_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(due_at))) AS dueMs,
  title, lon, lat, contacted, solved, satisfaction, valid, level`
