import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { FactClock, FactColumn, FactSum } from '../measure-columns.ts'
import type { DayRange } from '../windows.ts'
import { LAST_DAY } from '../windows.ts'

/** The day that holds the sum of all days, and the stretch of its row. */
const ALL_DAYS = 0

export interface FactsQuestion {
  database: Database
  scopes: readonly string[]
  windows: readonly DayRange[]
  sums: readonly FactSum[]
}

/** A stored sum of a scope in window `w`. */
export type StoredSums
  = (clock: FactClock, column: FactColumn, w: number, counting: Counting) => number

interface Row {
  scope: string
  clock: FactClock
  excluded: number
  /** First day of the row's stretch, or ALL_DAYS. */
  stretch: number
  sums: number[]
}

/**
 * Stored sums of many scopes in many windows by one reading of the roll-up. Days are summed by the
 * stretches between the windows' edges, and a window to date is the sum of all days without those
 * that are still to come.
 */
export async function askFacts(question: FactsQuestion): Promise<(scope: string) => StoredSums> {
  const { windows, sums } = question
  const columns = [...new Set(sums.map(({ column }) => column))]
  const places = new Map(columns.map((column, i) => [column, i]))
  const width = columns.length
  const totals = new Map<string, ClockTotals[]>()
  for (const row of await askStretches(question, columns, edgesOf(windows))) {
    let byExcluded = totals.get(row.scope)
    if (byExcluded === undefined)
      totals.set(row.scope, byExcluded = [{}, {}])
    const total = byExcluded[row.excluded]![row.clock] ??= new Float64Array(windows.length * width)
    addRow(total, row, windows)
  }
  return (scope) => {
    const [kept, excluded] = totals.get(scope) ?? []
    return (clock, column, w, counting) => {
      const place = places.get(column)
      if (place === undefined || w >= windows.length)
        throw new Error(`${column} by ${clock} in window ${w} was not asked for`)
      const at = w * width + place
      const net = kept?.[clock]?.[at] ?? 0
      return counting === 'net' ? net : net + (excluded?.[clock]?.[at] ?? 0)
    }
  }
}

/** By clock the sums of every column, window after window. */
type ClockTotals = Partial<Record<FactClock, Float64Array>>

async function askStretches(
  { database, scopes, windows, sums }: FactsQuestion,
  columns: readonly FactColumn[],
  edges: readonly number[],
): Promise<Row[]> {
  if (columns.length === 0)
    return []
  const toDate = windows.some(({ from }) => from === 0)
  // Where something is asked to date, days to come are needed as well: they are taken off.
  const last = toDate ? LAST_DAY : Math.max(...windows.map(({ to }) => to)) - 1
  return database.query<Row>(
    `SELECT scope, clock, excluded,
      toInt32(roundDown(toUInt16(day), [0, ${edges.join(', ')}])) AS stretch,
      [${columns.map(column => `sum(facts_by_day.${column})`).join(', ')}] AS sums
    FROM facts_by_day
    WHERE scope IN {scopes:Array(String)} AND clock IN {clocks:Array(String)}
      AND ((day >= toDate({first:Int32}) AND day <= toDate({last:Int32}))
        ${toDate ? 'OR day = toDate(0)' : ''})
    GROUP BY scope, clock, excluded, stretch`,
    {
      scopes,
      clocks: [...new Set(sums.map(({ clock }) => clock))],
      first: edges[0] ?? 0,
      last: Math.max(last, 0),
    },
  )
}

/** All days on which a window begins or ends, ascending. Nothing before the first is asked for. */
function edgesOf(windows: readonly DayRange[]): number[] {
  const days = windows.flatMap(({ from, to }) => [from, to]).filter(day => day > 0)
  return [...new Set(days.length === 0 ? [1] : days)].sort((a, b) => a - b)
}

function addRow(
  total: Float64Array,
  { stretch, sums }: Row,
  windows: readonly DayRange[],
): void {
  windows.forEach(({ from, to }, w) => {
    const sign = signOf(stretch, from, to)
    if (sign !== 0)
      sums.forEach((sum, i) => total[w * sums.length + i]! += sign * sum)
  })
}

function signOf(start: number, from: number, to: number): -1 | 0 | 1 {
  if (from === 0)
    return start === ALL_DAYS ? 1 : start >= to ? -1 : 0
  return start >= from && start < to ? 1 : 0
}
