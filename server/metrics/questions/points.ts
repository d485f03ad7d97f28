import type { Question } from '../question.ts'
import { cellDegrees, cellSql } from '../map-cells.ts'

const MAX_POINTS = 240
/** Cases without a place make one more row a state; they come first. */
const PLACELESS_ROWS = 3
/** Of a degree: centimetres. */
const UNITS = 1e7

export interface PointRow {
  scope: string
  /** Null: the cases of this state that have no usable place. */
  lon: number | null
  lat: number | null
  /** The cell that they lie in; null without a place. */
  x: number | null
  y: number | null
  cases: number
  /** Of all its cases: 2 overdue, 1 due soon, 0 open. */
  state: 0 | 1 | 2
}

/**
 * Open cases that have a place, clustered in cells by their state, worst first. One late case
 * among a hundred does not make the hundred look late.
 */
export async function askPoints(
  { database, moment, scopes, city }: Question,
): Promise<PointRow[]> {
  return database.query<PointRow>(
    `SELECT scope, ${meanOf('lon')} AS lon, ${meanOf('lat')} AS lat, x, y, sum(sign) AS cases,
      multiIf(due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC'), 2,
        due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC'), 1, 0) AS state,
      transform(scope, {scopes:Array(String)}, {cells:Array(Float64)}, 0.04) AS cell
    FROM open_cases
    ARRAY JOIN path AS scope
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
    GROUP BY scope, state, cell,
      ${cellSql('open_cases.lon', 'cell')} AS x, ${cellSql('open_cases.lat', 'cell')} AS y
    HAVING cases > 0
    ORDER BY isNull(x) DESC, state DESC, cases DESC, x, y
    LIMIT ${MAX_POINTS + PLACELESS_ROWS} BY scope`,
    {
      scopes,
      cells: scopes.map(scope => cellDegrees(scope, city)),
      now: moment.now,
      soon: moment.soon,
    },
  )
}

/** Summed as whole numbers: sums of fractions differ by the order in which ClickHouse adds them. */
function meanOf(column: 'lon' | 'lat'): string {
  return `sum(sign * toInt64(round(open_cases.${column} * ${UNITS}))) / cases / ${UNITS}`
}
