import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { Addition } from '../additions.ts'
import type { Moment } from '../moment.ts'
import type { RowSums } from '../row-sums.ts'
import type { DayRange } from '../windows.ts'
import type { Deadlines } from './deadlines.ts'
import { byScope } from '../question.ts'
import { rowSums } from '../row-sums.ts'
import { askDeadlines } from './deadlines.ts'

/** What stands in a workflow step. */
export interface StepLoad { step: string, open: number, overdue: number }

/** The open cases of one scope. */
export interface OpenCounts {
  openNow: number
  overdueNow: number
  /** Open and due before the moment's `soon`. */
  dueSoon: number
  /** Past due, by the window that holds the due time. */
  overdue: readonly number[]
  steps: readonly StepLoad[]
}

export interface OpenQuestion {
  database: Database
  moment: Moment
  scopes: readonly string[]
  windows: readonly DayRange[]
  /**
   * How many are open, or what of them is past due as well; of neither, in which step.
   * @default all of it, by step
   */
  need?: 'open' | 'overdue'
}

export type OpenLoad = (counting: Counting) => OpenCounts

export const NOTHING_OPEN: OpenCounts
  = Object.freeze({ openNow: 0, overdueNow: 0, dueSoon: 0, overdue: [], steps: [] })

/** Open cases of a scope that are due in a stretch of hours. */
export interface OpenRow {
  scope: string
  step: string
  excluded: number
  /** The last edge at or before the row's hours, milliseconds since 1970; 0: before all. */
  stretch: number
  open: number
}

/**
 * The roll-up by due hour answers for all hours that are over; of the hour that is now the table
 * of open cases tells which deadlines have passed. Hours are summed by the stretches between the
 * windows' edges.
 */
export async function askOpenLoad(
  question: OpenQuestion,
): Promise<(scope: string) => OpenLoad> {
  const [open, deadlines] = await Promise.all([
    askOpenRows(question),
    question.need === 'open' ? [] : askDeadlines(question),
  ])
  const around = byScope(deadlines)
  return openLoad(question, scope => open(scope).rows, scope => around.get(scope) ?? [])
}

/** Both answers put together, of a scope when it is asked for. */
export function openLoad(
  question: OpenQuestion,
  rows: (scope: string) => readonly OpenRow[],
  deadlines: (scope: string) => readonly Deadlines[],
): (scope: string) => OpenLoad {
  const stretches = stretchesOf(question)
  const loads = new Map<string, OpenLoad>()
  return (scope) => {
    let load = loads.get(scope)
    if (load === undefined)
      loads.set(scope, load = scopeLoad(question, stretches, rows(scope), deadlines(scope)))
    return load
  }
}

function scopeLoad(
  question: OpenQuestion,
  stretches: Stretches,
  rows: readonly OpenRow[],
  deadlines: readonly Deadlines[],
): OpenLoad {
  if (rows.length === 0 && deadlines.length === 0)
    return () => NOTHING_OPEN
  const counts = { net: nothing(question), all: nothing(question) }
  const add = (excluded: number, to: (counts: Mutable) => void): void => {
    to(counts.all)
    if (excluded === 0)
      to(counts.net)
  }
  for (const row of rows)
    add(row.excluded, found => addRow(found, row, stretches))
  for (const row of deadlines)
    add(row.excluded, found => addDeadlines(found, row, question))
  return counting => counts[counting]
}

export async function askOpenRows(
  question: OpenQuestion,
): Promise<(scope: string) => RowSums<OpenRow>> {
  const { edges } = stretchesOf(question)
  return rowSums(await askRows(question, edges), (rows, addition) => addTo(rows, addition, edges))
}

async function askRows(
  { database, scopes, need }: OpenQuestion,
  edges: readonly number[],
): Promise<OpenRow[]> {
  if (need === 'open') {
    // By one key alone: two cost half as much again.
    const rows = await database.query<{ scope: string, open: number, net: number }>(
      `SELECT scope, sum(open_by_hour.open) AS open, sumIf(open_by_hour.open, excluded = 0) AS net
      FROM open_by_hour
      WHERE scope IN {scopes:Array(String)}
      GROUP BY scope`,
      { scopes },
    )
    return rows.flatMap(({ scope, open, net }): OpenRow[] => [
      { scope, step: '', excluded: 0, stretch: 0, open: net },
      { scope, step: '', excluded: 1, stretch: 0, open: open - net },
    ])
  }
  // The start of the stretch that holds the hour; hours before the first edge have no due time.
  const starts = `[0, ${edges.map(edge => edge / 1000).join(', ')}]`
  const step = need === undefined ? 'step' : '\'\''
  return database.query<OpenRow>(
    `SELECT scope, ${step} AS step, excluded, toInt64(roundDown(toUnixTimestamp(hour), ${starts})) * 1000 AS stretch,
      sum(open_by_hour.open) AS open
    FROM open_by_hour
    WHERE scope IN {scopes:Array(String)}
    GROUP BY ALL
    HAVING open != 0`,
    { scopes },
  )
}

function addTo(rows: OpenRow[], addition: Addition, edges: readonly number[]): void {
  const { scope, key: step, at, excluded, sums: [open = 0] } = addition
  const stretch = edges.findLast(edge => edge <= at * 1000) ?? 0
  const place = rows.findIndex(row =>
    row.step === step && row.excluded === excluded && row.stretch === stretch)
  const sum = open + (rows[place]?.open ?? 0)
  if (place !== -1)
    rows.splice(place, 1)
  if (sum !== 0)
    rows.push({ scope, step, excluded, stretch, open: sum })
}

/** Windows as instants, and all instants where one of them or the past begins or ends. */
interface Stretches {
  hour: number
  /** Ascending, milliseconds since 1970. The first parts off the cases without a due time. */
  edges: number[]
  spans: { from: number, to: number }[]
}

function stretchesOf({ windows, moment: { hour, calendar } }: OpenQuestion): Stretches {
  // Days stand in several windows; asking the calendar costs.
  const starts = new Map<number, number>()
  const start = (day: number): number => {
    if (day <= 0)
      return 0
    if (!starts.has(day))
      starts.set(day, calendar.startOfDay(day))
    return starts.get(day)!
  }
  const spans = windows.map(({ from, to }) => ({ from: start(from), to: start(to) }))
  const ends = spans.flatMap(({ from, to }) => [from, to]).filter(at => at > 0)
  return { hour, spans, edges: [...new Set([1000, hour, ...ends])].sort((a, b) => a - b) }
}

type Mutable = Omit<OpenCounts, 'overdue' | 'steps'> & { overdue: number[], steps: StepLoad[] }

function nothing({ windows }: OpenQuestion): Mutable {
  const overdue = Array.from<number>({ length: windows.length }).fill(0)
  return { openNow: 0, overdueNow: 0, dueSoon: 0, overdue, steps: [] }
}

function addRow(found: Mutable, row: OpenRow, { hour, spans }: Stretches): void {
  const start = row.stretch
  const past = start > 0 && start < hour ? row.open : 0
  found.openNow += row.open
  found.overdueNow += past
  addLoad(found, row.step, row.open, past)
  if (past === 0)
    return
  spans.forEach(({ from, to }, w) => {
    if (start >= from && start < to)
      found.overdue[w]! += past
  })
}

function addLoad(found: Mutable, step: string, open: number, overdue: number): void {
  const load = found.steps.find(candidate => candidate.step === step)
  if (load === undefined) {
    found.steps.push({ step, open, overdue })
    return
  }
  load.open += open
  load.overdue += overdue
}

function addDeadlines(found: Mutable, row: Deadlines, { moment, windows }: OpenQuestion): void {
  found.dueSoon += row.dueSoon
  found.overdueNow += row.justOverdue
  const load = found.steps.find(candidate => candidate.step === row.step)
  if (load !== undefined)
    load.overdue += row.justOverdue
  const day = moment.calendar.dayOf(moment.hour)
  windows.forEach(({ from, to }, w) => {
    if (day >= from && day < to)
      found.overdue[w]! += row.justOverdue
  })
}
