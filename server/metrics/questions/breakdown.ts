import type { Question } from '../question.ts'
import type { RowSums } from '../row-sums.ts'
import { daysBetween } from '../day-sql.ts'
import { rowSums } from '../row-sums.ts'

const DAYS = 30

export interface FacetRow {
  scope: string
  facet: 'category' | 'channel'
  key: string
  today: number
  yesterday: number
  last30: number
  closed30: number
}

/** Cases reported in the last 30 days by category as reported, and by channel. */
export async function askBreakdown(
  question: Question,
): Promise<(scope: string) => RowSums<FacetRow>> {
  const { today } = question.moment
  return rowSums(await askRows(question), (rows, addition) => {
    const { scope, key, at, excluded, sums: [cases = 0, closed = 0] } = addition
    if (excluded !== 0 || at <= today - DAYS || at > today)
      return
    const row = rowOf(rows, scope, key)
    row.today += at === today ? cases : 0
    row.yesterday += at === today - 1 ? cases : 0
    row.last30 += cases
    row.closed30 += closed
  })
}

/** Of a facet and its key as additions name them: a space between. */
function rowOf(rows: FacetRow[], scope: string, name: string): FacetRow {
  const known = rows.find(row => `${row.facet} ${row.key}` === name)
  if (known !== undefined)
    return known
  const space = name.indexOf(' ')
  const row = {
    scope,
    facet: name.slice(0, space) as FacetRow['facet'],
    key: name.slice(space + 1),
    today: 0,
    yesterday: 0,
    last30: 0,
    closed30: 0,
  }
  rows.push(row)
  return row
}

async function askRows({ database, moment, scopes }: Question): Promise<FacetRow[]> {
  return database.query<FacetRow>(
    `SELECT scope, facet, key,
      sumIf(cases, day = toDate({today:Int32})) AS today,
      sumIf(cases, day = toDate({today:Int32} - 1)) AS yesterday,
      sum(cases) AS last30,
      sum(closed) AS closed30
    FROM reported_by_day
    WHERE facet IN ('category', 'channel') AND excluded = 0 AND scope IN {scopes:Array(String)}
      AND ${daysBetween(`{today:Int32} - ${DAYS - 1}`, '{today:Int32}')}
    GROUP BY scope, facet, key`,
    { scopes, today: moment.today },
  )
}
