import type { Question } from '../question.ts'

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
export async function askBreakdown({ database, moment, scopes }: Question): Promise<FacetRow[]> {
  return database.query<FacetRow>(
    `SELECT scope, facet, key,
      sumIf(cases, day = toDate({today:Int32})) AS today,
      sumIf(cases, day = toDate({today:Int32} - 1)) AS yesterday,
      sum(cases) AS last30,
      sum(closed) AS closed30
    FROM reported_by_day
    WHERE facet IN ('category', 'channel') AND excluded = 0 AND scope IN {scopes:Array(String)}
      AND day >= toDate({today:Int32} - 29) AND day <= toDate({today:Int32})
    GROUP BY scope, facet, key`,
    { scopes, today: moment.today },
  )
}
