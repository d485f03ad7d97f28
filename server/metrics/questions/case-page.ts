import type { CaseListState } from '../../../contract/cases.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { CaseRow } from '../case-row.ts'
import { CASE_SQL } from '../case-row.ts'

/** The place after which a page begins: the last case of the page before. */
export interface PageStart { atMs: number, caseId: string }

export interface PageQuestion {
  scope: string
  state: CaseListState
  now: number
  limit: number
  after: PageStart | null
}

/** Far beyond every due time: where cases without one are sorted in `open_cases`. */
export const NO_DUE_MS = Date.UTC(2199, 0, 1)
const DAY_MS = 86_400_000

/** One page of cases of a scope: open ones most overdue first, closed ones newest report first. */
export async function askCasePage(database: Database, page: PageQuestion): Promise<CaseRow[]> {
  return page.state === 'closed' ? askClosedPage(database, page) : askOpenPage(database, page)
}

async function askOpenPage(database: Database, page: PageQuestion): Promise<CaseRow[]> {
  const { scope, state, now, limit, after } = page
  return database.query<CaseRow>(
    `SELECT case_id AS caseId, title, region, category, channel, department, step,
      1 AS open, 0 AS excluded, toUnixTimestamp64Milli(reported_at) AS reportedMs,
      nullIf(toUnixTimestamp64Milli(due_at), ${NO_DUE_MS}) AS dueMs, NULL AS closedMs,
      if(reviewed_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(reviewed_at)))
        AS reviewedMs, answer, urged_level AS urgedLevel, lon, lat
    FROM open_cases FINAL
    WHERE open_cases.excluded = 0 AND has(path, {scope:String})
      AND (due_at, case_id) > (fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {caseId:String})
      ${state === 'overdue' ? `AND due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')` : ''}
    ORDER BY due_at, case_id
    LIMIT {limit:UInt32}`,
    { scope, now, limit, at: after?.atMs ?? 0, caseId: after?.caseId ?? '' },
  )
}

/**
 * Closed cases are many and lie in the order of their reports: ever longer stretches of time are
 * read backwards until the page is full, instead of sorting them all.
 */
async function askClosedPage(database: Database, page: PageQuestion): Promise<CaseRow[]> {
  const { scope, now, limit, after } = page
  const [first] = await database.query<{ atMs: number }>(
    'SELECT toUnixTimestamp64Milli(min(reported_at)) AS atMs FROM case_versions',
  )
  const beginning = first?.atMs ?? now
  const before = after ?? { atMs: now + DAY_MS, caseId: '' }
  const rows: CaseRow[] = []
  let until = before
  for (let days = 1; until.atMs >= beginning && rows.length < limit; days *= 4) {
    const from = until.atMs - days * DAY_MS
    rows.push(...await database.query<CaseRow>(
      `SELECT ${CASE_SQL}
      FROM case_versions FINAL
      WHERE has(path, {scope:String}) AND open = 0 AND excluded = 0
        AND reported_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND (reported_at, case_id) < (fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {caseId:String})
      ORDER BY reported_at DESC, case_id DESC
      LIMIT {limit:UInt32}`,
      { scope, from, at: until.atMs, caseId: until.caseId, limit: limit - rows.length },
    ))
    until = { atMs: from, caseId: '' }
  }
  return rows
}
