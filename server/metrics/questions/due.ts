import type { Question } from '../question.ts'
import type { OpenNow } from './open-now.ts'
import { columnValues, hourBounds, hourColumns } from '../window-columns.ts'
import { askOpenNow } from './open-now.ts'

/** What stands in a workflow step, whatever its window. */
export interface StepLoad { step: string, open: number, overdue: number }

/** Cases by their due time: one entry a window, and the whole ledger's open cases by step. */
export interface Due {
  onTime: number[]
  late: number[]
  overdue: number[]
  openNow: number
  overdueNow: number
  /** Open and due before the moment's `soon`. */
  dueSoon: number
  /** Open without a usable place. */
  unplaced: number
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
    askOpenNow(question),
  ])
  const result = new Map<string, Due>()
  for (const row of rows)
    addRow(entry(result, row.scope, moment.windows.length), row, question)
  for (const { scope, ...now } of current)
    addCurrent(entry(result, scope, moment.windows.length), now, question)
  return result
}

function entry(result: Map<string, Due>, scope: string, windows: number): Due {
  let due = result.get(scope)
  if (due === undefined) {
    const zeros = (): number[] => Array.from<number>({ length: windows }).fill(0)
    due = {
      onTime: zeros(),
      late: zeros(),
      overdue: zeros(),
      openNow: 0,
      overdueNow: 0,
      dueSoon: 0,
      unplaced: 0,
      steps: [],
    }
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

function addCurrent(due: Due, now: OpenNow, { moment }: Question): void {
  due.dueSoon += now.dueSoon
  due.unplaced += now.unplaced
  due.overdueNow += now.justOverdue
  const load = due.steps.find(candidate => candidate.step === now.step)
  if (load !== undefined)
    load.overdue += now.justOverdue
  const day = moment.calendar.dayOf(moment.hour)
  moment.windows.forEach(({ from, to }, w) => {
    if (day >= from && day < to)
      due.overdue[w]! += now.justOverdue
  })
}
