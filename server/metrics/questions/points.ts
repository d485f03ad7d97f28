import type { MapPoint } from '../../../contract/panels/map.ts'
import type { DueState, OpenCase, OpenSums, Thresholds } from '../open-cases.ts'
import type { Question } from '../question.ts'
import { mapCell } from '../../../contract/panels/map.ts'
import { memoOf } from '../../memo.ts'
import { cellDegrees, cellSql, roundedWithin } from '../map-cells.ts'
import { dueState } from '../open-cases.ts'

const MAX_POINTS = 240
/** Cases without a place make one more row a state; they come first. */
const PLACELESS_ROWS = 3
/** Of a scope; where there are more, it is asked again whenever something changes in it. */
const KEPT_CELLS = 10_000
/** Of a degree: centimetres. */
const UNITS = 1e7

export interface PointRow {
  /** The cluster as the wall draws it; null: the cases of this state that have no usable place. */
  point: MapPoint | null
  cases: number
  /** Of all its cases. */
  state: DueState
}

/** The open cases of one state in one cell, all those without a place in one more. */
interface Cell {
  placeless: 0 | 1
  state: DueState
  x: number
  y: number
  cases: number
  /** Sums of their places, in units. */
  lon: number
  lat: number
}

const COLUMNS = ['placeless', 'state', 'x', 'y', 'cases', 'lon', 'lat'] as const satisfies (keyof Cell)[]
/** A cell by these columns. */
type Values = [
  placeless: 0 | 1,
  state: DueState,
  x: number,
  y: number,
  cases: number,
  lon: number,
  lat: number,
]

/** The points of one scope, worst first. */
export interface Points extends OpenSums { rows: () => readonly PointRow[] }

/**
 * Open cases that have a place, clustered in cells by their state. One late case among a hundred
 * does not make the hundred look late.
 */
export async function askPoints(question: Question): Promise<(scope: string) => Points> {
  const { database, moment, scopes, city } = question
  const cells = scopes.map(scope => cellDegrees(scope, city))
  // Cells as arrays: a row each takes several times as long to write and to read.
  const found = await database.query<{ scope: string, cells: Values[] }>(
    `SELECT scope, groupArray([${COLUMNS.map(column => `toFloat64(${column})`).join(', ')}]) AS cells
    FROM (
      SELECT scope, ${sumOf('lon')} AS lon, ${sumOf('lat')} AS lat, ifNull(lonCell, 0) AS x,
        ifNull(latCell, 0) AS y, isNull(lonCell) AS placeless, sum(sign) AS cases,
        multiIf(due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC'), 2,
          due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC'), 1, 0) AS state,
        transform(scope, {scopes:Array(String)}, {cells:Array(Float64)}, 0.04) AS cell
      FROM open_cases
      ARRAY JOIN path AS scope
      WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      GROUP BY scope, state, cell,
        ${cellSql('open_cases.lon', 'cell')} AS lonCell, ${cellSql('open_cases.lat', 'cell')} AS latCell
      HAVING cases > 0
      ORDER BY placeless DESC, state DESC, cases DESC, x, y
      LIMIT ${KEPT_CELLS} BY scope
    )
    GROUP BY scope`,
    { scopes, cells, now: moment.now, soon: moment.soon },
  )
  const byScope = new Map(found.map(row => [row.scope, row.cells.map(toCell)]))
  return scope => createPoints(cellDegrees(scope, city), byScope.get(scope) ?? [])
}

/** In whole numbers: sums of fractions differ by the order in which they are added. */
function sumOf(column: 'lon' | 'lat'): string {
  return `ifNull(sum(sign * toInt64(floor(open_cases.${column} * ${UNITS} + 0.5))), 0)`
}

function toUnits(degrees: number): number {
  return Math.floor(degrees * UNITS + 0.5)
}

function toCell([placeless, state, x, y, cases, lon, lat]: Values): Cell {
  return { placeless, state, x, y, cases, lon, lat }
}

function createPoints(cell: number, found: readonly Cell[]): Points {
  const complete = found.length < KEPT_CELLS
  const cells = new Map(found.map(one => [nameOf(one), one]))
  let rows: readonly PointRow[] | null = null
  /** Of cells that did not change the very rows that they gave before. */
  const rowOf = memoOf((one: Cell): PointRow => toRow(one, cell))
  return {
    rows: () => rows ??= firstCells(cells.values()).map(rowOf),
    add(change, at) {
      if (change.excluded !== 0)
        return true
      if (!complete)
        return false
      addTo(cells, cellOf(change, at, cell))
      rows = null
      return true
    },
  }
}

/** What a change adds to the cell that it lies in. */
function cellOf({ lon, lat, count: cases, dueMs }: OpenCase, at: Thresholds, cell: number): Cell {
  const state = dueState(dueMs, at)
  return lon === null || lat === null
    ? { placeless: 1, state, x: 0, y: 0, cases, lon: 0, lat: 0 }
    : {
        placeless: 0,
        state,
        x: mapCell(lon, cell),
        y: mapCell(lat, cell),
        cases,
        lon: toUnits(lon) * cases,
        lat: toUnits(lat) * cases,
      }
}

function addTo(cells: Map<string, Cell>, added: Cell): void {
  const name = nameOf(added)
  const { cases, lon, lat } = cells.get(name) ?? { cases: 0, lon: 0, lat: 0 }
  const sum = { cases: cases + added.cases, lon: lon + added.lon, lat: lat + added.lat }
  if (sum.cases === 0)
    cells.delete(name)
  else
    cells.set(name, { ...added, ...sum })
}

/** Worst first; of states that are better than what fills the list none is sorted. */
function firstCells(cells: Iterable<Cell>): Cell[] {
  const groups: Cell[][] = [[], [], [], []]
  for (const cell of cells)
    groups[cell.placeless === 1 ? 0 : 3 - cell.state]!.push(cell)
  const first: Cell[] = []
  for (const group of groups) {
    if (first.length >= MAX_POINTS + PLACELESS_ROWS)
      break
    first.push(...group.sort(worstFirst))
  }
  return first.slice(0, MAX_POINTS + PLACELESS_ROWS)
}

function nameOf({ placeless, state, x, y }: Cell): string {
  return `${placeless} ${state} ${x} ${y}`
}

function toRow({ placeless, lon, lat, x, y, cases, state }: Cell, cell: number): PointRow {
  const mean = (sum: number, at: number): number => roundedWithin(sum / cases / UNITS, at, cell)
  return {
    point: placeless === 1 ? null : [mean(lon, x), mean(lat, y), cases],
    cases,
    state,
  }
}

function worstFirst(a: Cell, b: Cell): number {
  return b.state - a.state
    || b.cases - a.cases
    || a.x - b.x
    || a.y - b.y
}
