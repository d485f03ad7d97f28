import type { Question } from '../question.ts'
import { columnValues, hourBounds, hourColumns } from '../window-columns.ts'

/** What stands in a workflow step, whatever its window. */
export interface StepLoad { step: string, open: number, overdue: number }

/** Cases by their due time: one entry a window, and the whole ledger's open cases by step. */
export interface Due {
  onTime: number[]
  late: number[]
  overdue: number[]
  openNow: number
  overdueNow: number
  steps: StepLoad[]
}

interface Row { scope: string, step: string, standing: number, past: number }

/**
 * The roll-up by due hour answers for all hours that are over; of the hour that is now the small
 * table of open cases tells which deadlines have passed.
 */
export async function askDue(question: Question): Promise<Map<string, Due>> {
  const { database, moment, scopesAndParts } = question
  const [rows, current] = await Promise.all([
    database.query<Row>(
      `SELECT scope, step,
        sum(open) AS standing,
        sumIf(open, hour > 0 AND hour < toDateTime({hour:Int64}, 'UTC')) AS past,
        ${hourColumns(moment, `sumIf(on_time, {in}) AS onTime{w},
          sumIf(late, {in}) AS late{w},
          sumIf(open, {in} AND hour < toDateTime({hour:Int64}, 'UTC')) AS overdue{w}`)}
      FROM due_by_hour
      WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      GROUP BY scope, step`,
      { scopes: scopesAndParts, hour: moment.hour / 1000, ...hourBounds(moment) },
    ),
    askCurrentHour(question),
  ])
  const result = new Map<string, Due>()
  for (const row of rows)
    addRow(entry(result, row.scope, moment.windows.length), row, question)
  for (const { scope, step, cases } of current)
    addCurrent(entry(result, scope, moment.windows.length), step, cases, question)
  return result
}

/** Open cases whose due time lies in the hour that is now and has passed. */
async function askCurrentHour(
  { database, moment, scopesAndParts }: Question,
): Promise<{ scope: string, step: string, cases: number }[]> {
  return database.query(
    `SELECT arrayJoin(path) AS scope, step, sum(sign) AS cases
    FROM open_cases
    WHERE due_at >= fromUnixTimestamp64Milli({hour:Int64}, 'UTC')
      AND due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')
    GROUP BY scope, step
    HAVING cases != 0 AND scope IN {scopes:Array(String)}`,
    { scopes: scopesAndParts, hour: moment.hour, now: moment.now },
  )
}

function entry(result: Map<string, Due>, scope: string, windows: number): Due {
  let due = result.get(scope)
  if (due === undefined) {
    const zeros = (): number[] => Array.from<number>({ length: windows }).fill(0)
    due = { onTime: zeros(), late: zeros(), overdue: zeros(), openNow: 0, overdueNow: 0, steps: [] }
    result.set(scope, due)
  }
  return due
}

function addRow(due: Due, row: Row, { moment }: Question): void {
  due.openNow += row.standing
  due.overdueNow += row.past
  if (row.step !== '')
    due.steps.push({ step: row.step, open: row.standing, overdue: row.past })
  columnValues(row, 'onTime', moment).forEach((n, w) => due.onTime[w]! += n)
  columnValues(row, 'late', moment).forEach((n, w) => due.late[w]! += n)
  columnValues(row, 'overdue', moment).forEach((n, w) => due.overdue[w]! += n)
}

function addCurrent(due: Due, step: string, cases: number, { moment }: Question): void {
  const day = moment.calendar.dayOf(moment.hour)
  due.overdueNow += cases
  const load = due.steps.find(candidate => candidate.step === step)
  if (load !== undefined)
    load.overdue += cases
  moment.windows.forEach(({ from, to }, w) => {
    if (day >= from && day < to)
      due.overdue[w]! += cases
  })
}
