import type { WhistlesBody } from '../../../contract/answers/whistles.ts'
import type { AnswerQuestion } from './question.ts'
import { placeName } from '../place-name.ts'
import { toHours } from './question.ts'
import { WAITS, WHISTLE_DAYS, whistleParams, WHISTLES } from './whistles-sql.ts'

const DEPARTMENTS = 40
const UNANSWERED = 20

interface DepartmentRow {
  department: string
  /** 1: the row of all departments. */
  total: number
  whistles: number
  answered: number
  median: number | null
  waiting: number
  longest: number | null
  longestCase: string
}

interface WaitingRow {
  caseId: string
  title: string
  category: string
  region: string
  department: string
  whistledMs: number
}

export async function askWhistles(question: AnswerQuestion): Promise<WhistlesBody> {
  const { moment } = question
  const params = { scope: question.scope, ...whistleParams(question.scope, moment) }
  const [departments, unanswered] = await Promise.all([
    askDepartments(question, params),
    askUnanswered(question, params),
  ])
  const total = departments.find(row => row.total === 1)
  const toCounts = (row: DepartmentRow | undefined) => ({
    whistles: row?.whistles ?? 0,
    answered: row?.answered ?? 0,
    medianHours: toHours(row?.median ?? null),
    waiting: row?.waiting ?? 0,
    longestWaitHours: toHours(row?.longest ?? null),
    longestWaitCase: row?.longestCase || null,
  })
  return {
    days: WHISTLE_DAYS,
    total: toCounts(total),
    departments: departments
      .filter(row => row.total === 0)
      .slice(0, DEPARTMENTS)
      .map(row => ({ department: row.department, ...toCounts(row) })),
    unanswered: unanswered.map(({ region, whistledMs, ...row }) => ({
      ...row,
      place: placeName(region, question.scope, question.city),
      whistledAt: moment.calendar.format(whistledMs),
    })),
  }
}

type Params = Record<string, string | number>

async function askDepartments(
  { database }: AnswerQuestion,
  params: Params,
): Promise<DepartmentRow[]> {
  return database.query<DepartmentRow>(
    `SELECT given AS department, grouping(given) AS total, count() AS whistles,
      countIf(accepted > 0) AS answered,
      if(answered = 0, NULL, quantileExactIf(0.5)(
        greatest(0, toUnixTimestamp64Milli(answeredAt) - toUnixTimestamp64Milli(whistled)),
        accepted > 0)) AS median,
      countIf(${WAITS}) AS waiting,
      if(waiting = 0, NULL,
        {now:Int64} - minIf(toUnixTimestamp64Milli(whistled), ${WAITS})) AS longest,
      argMinIf(case_id, (whistled, case_id), ${WAITS}) AS longestCase
    FROM (${WHISTLES})
    GROUP BY GROUPING SETS ((given), ())
    ORDER BY waiting DESC, median DESC NULLS LAST, department`,
    params,
  )
}

async function askUnanswered({ database }: AnswerQuestion, params: Params): Promise<WaitingRow[]> {
  return database.query<WaitingRow>(
    `SELECT case_id AS caseId, title, category, region, given AS department,
      toUnixTimestamp64Milli(whistled) AS whistledMs
    FROM (${WHISTLES}) AS waiting
    INNER JOIN
    (
      SELECT case_id, title, category, region FROM open_cases FINAL
      WHERE excluded = 0 AND has(path, {scope:String})
    ) AS known USING (case_id)
    WHERE ${WAITS}
    ORDER BY whistled, case_id
    LIMIT ${UNANSWERED}`,
    params,
  )
}
