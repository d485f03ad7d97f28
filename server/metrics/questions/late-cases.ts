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

/** Open cases past due, and due before the moment's `soon`: the first of each by due time. */
export async function askLateCases(
  { database, moment, scopes }: Question,
): Promise<LateRow[]> {
  return database.query<LateRow>(
    `SELECT scope, due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC') AS late,
      case_id AS caseId, region, category, department, title,
      toUnixTimestamp64Milli(due_at) AS dueMs, urged_level AS urgedLevel
    FROM open_cases FINAL
    ARRAY JOIN path AS scope
    WHERE scope IN {scopes:Array(String)}
      AND due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC')
    ORDER BY due_at, case_id
    LIMIT ${LATE_CASES} BY scope, late`,
    { scopes, now: moment.now, soon: moment.soon },
  )
}
