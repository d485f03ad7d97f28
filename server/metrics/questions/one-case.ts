import type { Database } from '../../clickhouse/database.ts'
import type { CaseRow } from '../case-row.ts'
import { CASE_SQL } from '../case-row.ts'

/** The current version of a case; null when it has not been reported. */
export async function askCase(database: Database, caseId: string): Promise<CaseRow | null> {
  const rows = await database.query<CaseRow>(
    `SELECT ${CASE_SQL}
    FROM case_versions
    WHERE case_id = {caseId:String} AND sign = 1
    ORDER BY version DESC LIMIT 1`,
    { caseId },
  )
  return rows[0] ?? null
}

/** A row of the ledger as LedgerEvent of the contract, times in milliseconds. */
export interface EventRow {
  seq: number
  id: string
  caseId: string
  type: string
  atMs: number
  receivedMs: number
  source: string
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
  satisfaction: string
  valid: number | null
  level: number
}

/** The events of a case in the order of their times. */
export async function askCaseEvents(database: Database, caseId: string): Promise<EventRow[]> {
  return database.query<EventRow>(
    `SELECT seq, id, case_id AS caseId, type, toUnixTimestamp64Milli(at) AS atMs,
      toUnixTimestamp64Milli(received_at) AS receivedMs, source, region, category, channel,
      department, due_set AS dueSet,
      if(due_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(due_at))) AS dueMs,
      title, lon, lat, contacted, solved, satisfaction, valid, level
    FROM case_events
    WHERE case_id = {caseId:String}
    ORDER BY at, id`,
    { caseId },
  )
}
