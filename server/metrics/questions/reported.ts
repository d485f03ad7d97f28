import type { Question } from '../question.ts'
import { columnValues, dayBounds, dayColumns } from '../window-columns.ts'

/** Cases reported in each window, and those of them closed by now. One entry a window. */
export interface Reported { cases: number[], closed: number[] }

export async function askReported(
  { database, moment, scopesAndParts }: Question,
): Promise<Map<string, Reported>> {
  const rows = await database.query<{ scope: string }>(
    `SELECT scope,
      ${dayColumns(moment, 'sumIf(cases, {in}) AS cases{w}, sumIf(closed, {in}) AS closed{w}')}
    FROM reported_by_day
    WHERE facet = 'all' AND excluded = 0 AND scope IN {scopes:Array(String)}
    GROUP BY scope`,
    { scopes: scopesAndParts, ...dayBounds(moment) },
  )
  return new Map(rows.map(row => [row.scope, {
    cases: columnValues(row, 'cases', moment),
    closed: columnValues(row, 'closed', moment),
  }]))
}
