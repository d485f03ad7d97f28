import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { Addition } from '../additions.ts'
import type { Sums } from '../kept-answers.ts'
import type { FactClock, FactColumn, FactSum } from '../measure-columns.ts'
import type { DayRange } from '../windows.ts'
import { ALL_DAYS_SQL, daysBetween } from '../day-sql.ts'
import { FACT_COLUMNS } from '../measure-columns.ts'
import { ALL_DAYS, LAST_DAY, signOf } from '../windows.ts'

/** Sums that are wanted in each of these windows. */
export interface WantedFacts { windows: readonly DayRange[], sums: readonly FactSum[] }

export interface FactsQuestion {
  database: Database
  scopes: readonly string[]
  wanted: readonly WantedFacts[]
}

/** A stored sum of a scope in window `w`. */
export type StoredSums
  = (clock: FactClock, column: FactColumn, w: number, counting: Counting) => number

/** The sums of one scope. */
export interface ScopeSums extends Sums {
  /** What was wanted, in its order. */
  wanted: readonly StoredSums[]
}

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
export async function askFacts(question: FactsQuestion): Promise<(scope: string) => ScopeSums> {
  const columns = [...new Set(question.wanted.flatMap(({ sums }) => sums.map(sum => sum.column)))]
  const shapes = question.wanted.map(wanted => shapeOf(wanted, columns))
  const places = columns.map(column => FACT_COLUMNS.indexOf(column))
  const totals = new Map(question.scopes.map((scope): [string, Totals[]] =>
    [scope, shapes.map(() => [{}, {}])]))
  const add = (own: readonly Totals[], row: Omit<Row, 'scope'>): void =>
    shapes.forEach((shape, i) => addRow(own[i]!, row, shape))
  for (const row of await askStretches(question, columns))
    add(totals.get(row.scope)!, row)
  return (scope) => {
    // A scope's sums hold on to nothing of the other scopes: they may be kept longer.
    const own = totals.get(scope)!
    return {
      wanted: readSums(shapes, own),
      add: ({ key, at, excluded, sums }: Addition) => add(own, {
        clock: key as FactClock,
        excluded,
        // A day is a stretch of its own.
        stretch: at,
        sums: places.map(place => sums[place]!),
      }),
    }
  }
}

/** What is wanted, as positions in a row's sums. */
interface Shape {
  windows: readonly DayRange[]
  clocks: ReadonlySet<FactClock>
  columns: readonly FactColumn[]
  /** Of each column, where it stands in the row. */
  places: readonly number[]
}

/** Of cases that are not excluded, and of those that are. */
type Totals = [ClockTotals, ClockTotals]
/** By clock the sums of every column, window after window. */
type ClockTotals = Partial<Record<FactClock, Float64Array>>

function shapeOf({ windows, sums }: WantedFacts, asked: readonly FactColumn[]): Shape {
  const columns = [...new Set(sums.map(({ column }) => column))]
  return {
    windows,
    clocks: new Set(sums.map(({ clock }) => clock)),
    columns,
    places: columns.map(column => asked.indexOf(column)),
  }
}

function readSums(shapes: readonly Shape[], totals: readonly Totals[]): StoredSums[] {
  return shapes.map(({ windows, columns }, i) => {
    const [kept, excluded] = totals[i]!
    return (clock, column, w, counting) => {
      const place = columns.indexOf(column)
      if (place === -1 || w >= windows.length)
        throw new Error(`${column} by ${clock} in window ${w} was not asked for`)
      const at = w * columns.length + place
      const net = kept[clock]?.[at] ?? 0
      return counting === 'net' ? net : net + (excluded[clock]?.[at] ?? 0)
    }
  })
}

async function askStretches(
  { database, scopes, wanted }: FactsQuestion,
  columns: readonly FactColumn[],
): Promise<Row[]> {
  if (columns.length === 0)
    return []
  const windows = wanted.flatMap(one => one.windows)
  const toDate = windows.some(({ from }) => from === 0)
  // Where something is asked to date, days to come are needed as well: they are taken off.
  const last = toDate ? LAST_DAY : Math.max(...windows.map(({ to }) => to)) - 1
  const { first, stretch, clocks } = stretchesOf(wanted)
  return database.query<Row>(
    `SELECT scope, clock, excluded, toInt32(${stretch}) AS stretch,
      [${columns.map(column => `sum(facts_by_day.${column})`).join(', ')}] AS sums
    FROM facts_by_day
    WHERE scope IN {scopes:Array(String)} AND clock IN {clocks:Array(String)}
      AND (${daysBetween('{first:Int32}', '{last:Int32}')} ${toDate ? `OR ${ALL_DAYS_SQL}` : ''})
    GROUP BY scope, clock, excluded, stretch`,
    { scopes, clocks, first, last: Math.max(last, 0) },
  )
}

/**
 * Of each clock the days on which one of its windows begins or ends, as SQL that puts a day into
 * its stretch: a clock that no curve is drawn by makes few rows.
 */
function stretchesOf(
  wanted: readonly WantedFacts[],
): { clocks: FactClock[], first: number, stretch: string } {
  const days = new Map<FactClock, Set<number>>()
  for (const { windows, sums } of wanted) {
    const edges = windows.flatMap(({ from, to }) => [from, to]).filter(day => day > 0)
    for (const { clock } of sums)
      days.set(clock, new Set([...days.get(clock) ?? [], ...edges]))
  }
  const all = [...days.values()].flatMap(edges => [...edges])
  const first = all.length === 0 ? 1 : Math.min(...all)
  const byEdges = new Map<string, FactClock[]>()
  for (const [clock, edges] of days) {
    // What lies before a clock's own first edge must not be taken for the sum of all days.
    const list = [...new Set([ALL_DAYS, first, ...edges])].sort((a, b) => a - b).join(', ')
    byEdges.set(list, [...byEdges.get(list) ?? [], clock])
  }
  const [usual, ...others] = Array.from(byEdges, ([edges, clocks]) => ({
    when: `clock IN (${clocks.map(clock => `'${clock}'`).join(', ')})`,
    then: `roundDown(toUInt16(day), [${edges}])`,
  }))
  const stretch = others.length === 0
    ? usual!.then
    : `multiIf(${others.map(({ when, then }) => `${when}, ${then}`).join(', ')}, ${usual!.then})`
  return { clocks: [...days.keys()], first, stretch }
}

function addRow(
  totals: Totals,
  { clock, excluded, stretch, sums }: Omit<Row, 'scope'>,
  shape: Shape,
): void {
  const { windows, clocks, places } = shape
  if (!clocks.has(clock))
    return
  const width = places.length
  const total = totals[excluded]![clock] ??= new Float64Array(windows.length * width)
  windows.forEach((window, w) => {
    const sign = signOf(stretch, window)
    if (sign !== 0)
      places.forEach((place, i) => total[w * width + i]! += sign * sums[place]!)
  })
}
