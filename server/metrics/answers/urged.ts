import type { UrgedBody } from '../../../contract/answers/urged.ts'
import type { AnswerQuestion } from './question.ts'
import { placeName } from '../place-name.ts'
import { NO_DUE_MS } from '../questions/case-page.ts'

const LEVELS = [3, 2, 1]
const CASES = 30

interface CaseRow {
  caseId: string
  title: string
  category: string
  region: string
  department: string
  urgedLevel: number
  dueMs: number
}

/** Open cases under supervision: how many of each level, and the gravest. */
export async function askUrged(question: AnswerQuestion): Promise<UrgedBody> {
  const { database, city, moment, scope } = question
  const [levels, cases] = await Promise.all([
    database.query<{ level: number, open: number, overdue: number }>(
      `SELECT urged_level AS level, sum(sign) AS open,
        sumIf(sign, due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')) AS overdue
      FROM open_cases
      WHERE excluded = 0 AND urged_level > 0 AND has(path, {scope:String})
      GROUP BY level`,
      { scope, now: moment.now },
    ),
    database.query<CaseRow>(
      `SELECT case_id AS caseId, title, category, region, department, urged_level AS urgedLevel,
        toUnixTimestamp64Milli(due_at) AS dueMs
      FROM open_cases FINAL
      WHERE excluded = 0 AND urged_level > 0 AND has(path, {scope:String})
      ORDER BY urged_level DESC, due_at, case_id
      LIMIT ${CASES}`,
      { scope },
    ),
  ])
  return {
    levels: LEVELS.map((level) => {
      const row = levels.find(candidate => candidate.level === level)
      return { level, open: row?.open ?? 0, overdue: row?.overdue ?? 0 }
    }),
    cases: cases.map(({ dueMs, ...row }) => ({
      ...row,
      place: placeName(row.region, scope, city),
      dueAt: dueMs === NO_DUE_MS ? null : moment.calendar.format(dueMs),
    })),
  }
}
