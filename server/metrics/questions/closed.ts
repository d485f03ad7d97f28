import type { Moment } from '../moment.ts'
import type { Question } from '../question.ts'
import { bucketMiddleSeconds } from '../../duration-buckets.ts'
import { columnValues, dayBounds, dayColumns, dayInWindow } from '../window-columns.ts'

/** Cases closed in each window and how long they took, hours; null where none closed. */
export interface Closed { cases: number[], p50: (number | null)[], p90: (number | null)[] }

type Quantiles = [p50: number, p90: number]

/** Counts for scopes and their parts, quantiles for the scopes alone: only they show them. */
export async function askClosed(question: Question): Promise<Map<string, Closed>> {
  const { moment } = question
  const [counts, quantiles] = await Promise.all([askCounts(question), askQuantiles(question)])
  return new Map(counts.map((row) => {
    const cases = columnValues(row, 'n', moment)
    const buckets = quantiles.get(row.scope)
    const hours = (place: 0 | 1): (number | null)[] => cases.map((n, w) =>
      n === 0 || buckets === undefined ? null : bucketMiddleSeconds(buckets[w]![place]) / 3600)
    return [row.scope, { cases, p50: hours(0), p90: hours(1) }]
  }))
}

async function askCounts(
  { database, moment, scopesAndParts }: Question,
): Promise<{ scope: string }[]> {
  return database.query(
    `SELECT scope, ${dayColumns(moment, 'sumIf(cases, {in}) AS n{w}')}
    FROM closed_by_day
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
    GROUP BY scope`,
    { scopes: scopesAndParts, ...dayBounds(moment) },
  )
}

/**
 * Quantiles are read from the histogram of logarithmic buckets (server/duration-buckets.ts):
 * the middle of the bucket that holds the case of rank ceil(q * n).
 */
async function askQuantiles(
  { database, moment, scopes }: Question,
): Promise<Map<string, Quantiles[]>> {
  const columns = moment.windows.map((_, w) =>
    `quantilesExactWeightedIf(0.5, 0.9)(bucket, toUInt64(greatest(c${w}, 0)), c${w} > 0) AS q${w}`)
  const rows = await database.query<{ scope: string } & Record<string, Quantiles>>(
    `SELECT scope, ${columns.join(',\n')}
    FROM
    (
      ${histogram(moment)}
    )
    GROUP BY scope`,
    { scopes, first: firstDay(moment), ...dayBounds(moment) },
  )
  return new Map(rows.map(row =>
    [row.scope, moment.windows.map((_, w) => row[`q${w}`] as Quantiles)]))
}

/**
 * Cases of each window, c0, c1, …, by bucket. Windows since the beginning come from the roll-up
 * without days, the others from that by day.
 */
function histogram({ windows }: Moment): string {
  const columns = (ofWindow: (sinceBeginning: boolean, w: number) => string): string =>
    windows.map(({ from }, w) => `${ofWindow(from === 0, w)} AS c${w}`).join(', ')
  return `SELECT scope, bucket, ${columns((always, w) =>
    always ? 'toInt64(0)' : `sumIf(cases, ${dayInWindow(w)})`)}
      FROM closed_by_day
      WHERE excluded = 0 AND scope IN {scopes:Array(String)} AND day >= toDate({first:Int32})
      GROUP BY scope, bucket
      UNION ALL
      SELECT scope, bucket, ${columns(always => always ? 'sum(cases)' : 'toInt64(0)')}
      FROM closed_to_date
      WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      GROUP BY scope, bucket`
}

/** The days before it are in no window but those since the beginning. */
function firstDay({ windows, today }: Moment): number {
  const dated = windows.map(({ from }) => from).filter(from => from !== 0)
  return Math.max(0, Math.min(today + 1, ...dated))
}
