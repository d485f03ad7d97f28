import type { Database } from '../../clickhouse/database.ts'
import type { LedgerEventRow } from '../../clickhouse/ledger-event-row.ts'
import type { CaseRow } from '../case-row.ts'
import { LEDGER_EVENT_SQL } from '../../clickhouse/ledger-event-row.ts'
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

/** The events of a case in the order of their times. */
export async function askCaseEvents(
  database: Database,
  caseId: string,
): Promise<LedgerEventRow[]> {
  return database.query<LedgerEventRow>(
    `SELECT ${LEDGER_EVENT_SQL}
    FROM case_events
    WHERE case_id = {caseId:String}
    ORDER BY at, id`,
    { caseId },
  )
}
