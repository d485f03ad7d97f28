import type { Question } from '../question.ts'

const MAX_POINTS = 400
/** Size of a cluster's cell by the depth of its scope in the tree, degrees: city first. */
const CELL_DEGREES = [0.04, 0.02, 0.008, 0.002]

export interface PointRow {
  scope: string
  lon: number
  lat: number
  cases: number
  /** Of the worst case: 2 overdue, 1 due soon, 0 open. */
  worst: 0 | 1 | 2
}

/** Open cases that have a place, clustered in cells, worst first. */
export async function askPoints(
  { database, moment, scopes, city }: Question,
): Promise<PointRow[]> {
  return database.query<PointRow>(
    `SELECT scope, avg(open_cases.lon) AS lon, avg(open_cases.lat) AS lat, count() AS cases,
      max(multiIf(due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC'), 2,
        due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC'), 1, 0)) AS worst
    FROM open_cases FINAL
    ARRAY JOIN arrayIntersect(path, {scopes:Array(String)}) AS scope
    WHERE open_cases.lon IS NOT NULL AND open_cases.lat IS NOT NULL
    GROUP BY scope,
      round(open_cases.lon / transform(scope, {scopes:Array(String)}, {cells:Array(Float64)}, 0.04)) AS x,
      round(open_cases.lat / transform(scope, {scopes:Array(String)}, {cells:Array(Float64)}, 0.04)) AS y
    ORDER BY worst DESC, cases DESC, x, y
    LIMIT ${MAX_POINTS} BY scope`,
    {
      scopes,
      cells: scopes.map(scope => CELL_DEGREES[city.scopePath(scope).length - 1] ?? 0.002),
      now: moment.now,
      soon: moment.soon,
    },
  )
}
