import type { Question } from '../question.ts'
import { bucketMiddleSeconds } from '../../duration-buckets.ts'
import { columnValues, dayBounds, dayColumns } from '../window-columns.ts'

/** Cases closed in each window and how long they took, hours; null where none closed. */
export interface Closed { cases: number[], p50: (number | null)[], p90: (number | null)[] }

/**
 * Quantiles are read from the histogram of logarithmic buckets (server/duration-buckets.ts):
 * the middle of the bucket that holds the case of rank ceil(q * n).
 */
export async function askClosed(
  { database, moment, scopesAndParts }: Question,
): Promise<Map<string, Closed>> {
  const rows = await database.query<{ scope: string }>(
    `SELECT scope,
      ${dayColumns(moment, `sum(n{w}) AS cases{w},
        quantileExactWeighted(0.5)(bucket, toUInt64(greatest(n{w}, 0))) AS p50_{w},
        quantileExactWeighted(0.9)(bucket, toUInt64(greatest(n{w}, 0))) AS p90_{w}`)}
    FROM
    (
      SELECT scope, bucket, ${dayColumns(moment, 'sumIf(cases, {in}) AS n{w}')}
      FROM closed_by_day
      WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      GROUP BY scope, bucket
    )
    GROUP BY scope`,
    { scopes: scopesAndParts, ...dayBounds(moment) },
  )
  return new Map(rows.map((row) => {
    const cases = columnValues(row, 'cases', moment)
    const hours = (prefix: string): (number | null)[] =>
      columnValues(row, prefix, moment).map((bucket, w) => cases[w] === 0 ? null : toHours(bucket))
    return [row.scope, { cases, p50: hours('p50_'), p90: hours('p90_') }]
  }))
}

/** Middle of a duration bucket. */
function toHours(bucket: number): number {
  return bucketMiddleSeconds(bucket) / 3600
}
