import type { Moment } from '../moment.ts'
import type { Question } from '../question.ts'
import type { OpenNow } from './open-now.ts'
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
  steps: StepLoad[]
}

interface Row {
  scope: string
  step: string
  /** How many of the edges lie at or before the row's hours. */
  stretch: number
  onTime: number
  late: number
  open: number
}

/**
 * The roll-up by due hour answers for all hours that are over; of the hour that is now the small
 * table of open cases tells which deadlines have passed. Hours are summed by the stretches between
 * the windows' edges: one pass over three columns instead of three columns a window.
 */
export async function askDue(question: Question): Promise<Map<string, Due>> {
  const { moment } = question
  const stretches = stretchesOf(moment)
  const [rows, current] = await Promise.all([
    askStretches(question, stretches.edges),
    askOpenNow(question),
  ])
  const result = new Map<string, Due>()
  for (const row of rows)
    addRow(entry(result, row.scope, moment.windows.length), row, stretches)
  for (const { scope, ...now } of current)
    addCurrent(entry(result, scope, moment.windows.length), now, question)
  return result
}

async function askStretches(
  { database, scopesAndParts }: Question,
  edges: readonly number[],
): Promise<Row[]> {
  const stretch = edges.map((_, i) => `(hour >= toDateTime({edge${i}:Int64}, 'UTC'))`).join(' + ')
  return database.query<Row>(
    `SELECT scope, step, ${stretch} AS stretch,
      sum(on_time) AS onTime, sum(due_by_hour.late) AS late, sum(due_by_hour.open) AS open
    FROM due_by_hour
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
    GROUP BY scope, step, stretch`,
    {
      scopes: scopesAndParts,
      ...Object.fromEntries(edges.map((edge, i) => [`edge${i}`, edge / 1000])),
    },
  )
}

/** Windows as instants, and all instants where one of them or the past begins or ends. */
interface Stretches {
  hour: number
  /** Ascending, milliseconds since 1970. The first parts off the cases without a due time. */
  edges: number[]
  spans: { from: number, to: number }[]
}

function stretchesOf({ windows, hour, calendar }: Moment): Stretches {
  // Once a tick: asking the calendar for every row would cost more than the query.
  const start = (day: number): number => day <= 0 ? 0 : calendar.startOfDay(day)
  const spans = windows.map(({ from, to }) => ({ from: start(from), to: start(to) }))
  const ends = spans.flatMap(({ from, to }) => [from, to]).filter(at => at > 0)
  return { hour, spans, edges: [...new Set([1000, hour, ...ends])].sort((a, b) => a - b) }
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
      steps: [],
    }
    result.set(scope, due)
  }
  return due
}

function addRow(due: Due, row: Row, { hour, edges, spans }: Stretches): void {
  // Start of the row's stretch; 0: no due time.
  const start = edges[row.stretch - 1] ?? 0
  const past = start > 0 && start < hour ? row.open : 0
  due.openNow += row.open
  due.overdueNow += past
  if (row.step !== '')
    addLoad(due, row.step, row.open, past)
  spans.forEach(({ from, to }, w) => {
    if (start > 0 && start >= from && start < to) {
      due.onTime[w]! += row.onTime
      due.late[w]! += row.late
      due.overdue[w]! += past
    }
  })
}

function addLoad(due: Due, step: string, open: number, overdue: number): void {
  const load = due.steps.find(candidate => candidate.step === step)
  if (load === undefined) {
    due.steps.push({ step, open, overdue })
    return
  }
  load.open += open
  load.overdue += overdue
}

function addCurrent(due: Due, now: OpenNow, { moment }: Question): void {
  due.dueSoon += now.dueSoon
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
