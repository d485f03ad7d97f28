import type { Moment } from '../moment.ts'
import type { Question } from '../question.ts'
import { bucketMiddleSeconds } from '../../duration-buckets.ts'
import { columnValues, dayBounds, dayColumns, dayInWindow } from '../window-columns.ts'

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
      SELECT scope, bucket, ${datedColumns(moment)}
      FROM closed_by_day
      WHERE excluded = 0 AND scope IN {scopes:Array(String)} AND day >= toDate({first:Int32})
      GROUP BY scope, bucket
      UNION ALL
      SELECT scope, bucket, ${toDateColumns(moment)}
      FROM closed_to_date
      WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      GROUP BY scope, bucket
    )
    GROUP BY scope`,
    { scopes: scopesAndParts, first: firstDay(moment), ...dayBounds(moment) },
  )
  return new Map(rows.map((row) => {
    const cases = columnValues(row, 'cases', moment)
    const hours = (prefix: string): (number | null)[] =>
      columnValues(row, prefix, moment).map((bucket, w) => cases[w] === 0 ? null : toHours(bucket))
    return [row.scope, { cases, p50: hours('p50_'), p90: hours('p90_') }]
  }))
}

/** Windows since the beginning come from the roll-up without days, the others from that by day. */
function datedColumns({ windows }: Moment): string {
  return windows.map(({ from }, w) =>
    `${from === 0 ? '0' : `sumIf(cases, ${dayInWindow(w)})`} AS n${w}`).join(', ')
}

function toDateColumns({ windows }: Moment): string {
  return windows.map(({ from }, w) => `${from === 0 ? 'sum(cases)' : '0'} AS n${w}`).join(', ')
}

/** The days before it are in no window but those since the beginning. */
function firstDay({ windows, today }: Moment): number {
  const dated = windows.map(({ from }) => from).filter(from => from !== 0)
  return Math.max(0, Math.min(today + 1, ...dated))
}

/** Middle of a duration bucket. */
function toHours(bucket: number): number {
  return bucketMiddleSeconds(bucket) / 3600
}
