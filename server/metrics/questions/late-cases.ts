import type { Question } from '../question.ts'

export const LATE_CASES = 10

export interface LateRow {
  scope: string
  late: number
  caseId: string
  region: string
  category: string
  department: string
  title: string
  dueMs: number
  urgedLevel: number
}

/** Open cases past due, and due before `soonMs`: the first of each by due time. */
export async function askLateCases(
  { database, moment, scopes }: Question,
  soonMs: number,
): Promise<LateRow[]> {
  return database.query<LateRow>(
    `SELECT arrayJoin(arrayIntersect(path, {scopes:Array(String)})) AS scope,
      due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC') AS late,
      case_id AS caseId, region, category, department, title,
      toUnixTimestamp64Milli(due_at) AS dueMs, urged_level AS urgedLevel
    FROM open_cases FINAL
    WHERE due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC')
    ORDER BY due_at, case_id
    LIMIT ${LATE_CASES} BY scope, late`,
    { scopes, now: moment.now, soon: soonMs },
  )
}

/** How many open cases are due between now and `soonMs`, a scope. */
export async function askDueSoon(
  { database, moment, scopes }: Question,
  soonMs: number,
): Promise<Map<string, number>> {
  const rows = await database.query<{ scope: string, cases: number }>(
    `SELECT arrayJoin(arrayIntersect(path, {scopes:Array(String)})) AS scope, sum(sign) AS cases
    FROM open_cases
    WHERE due_at >= fromUnixTimestamp64Milli({now:Int64}, 'UTC')
      AND due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC')
    GROUP BY scope`,
    { scopes, now: moment.now, soon: soonMs },
  )
  return new Map(rows.map(row => [row.scope, row.cases]))
}
