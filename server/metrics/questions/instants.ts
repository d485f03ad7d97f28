import type { Database } from '../../clickhouse/database.ts'
import type { ScopeFacts } from '../metric-value.ts'
import { bucketMiddleSeconds } from '../../duration-buckets.ts'

interface Row {
  reported: number
  reportedClosed: number
  closed: number
  onTime: number
  late: number
  overdue: number
  openNow: number
  overdueNow: number
}

/**
 * The facts of one scope in [fromMs, toMs), counted from the cases themselves: for stretches that
 * are not whole days. Reads every case of the city, so it is slower than a roll-up.
 */
export async function askInstants(
  database: Database,
  scope: string,
  fromMs: number,
  toMs: number,
  now: number,
): Promise<ScopeFacts> {
  const params = { scope, from: fromMs, to: toMs, now }
  const [[row], durations, reviews] = await Promise.all([
    askCounts(database, params),
    askDurations(database, params),
    askReviews(database, params),
  ])
  const closed = row?.closed ?? 0
  return {
    reported: { cases: [row?.reported ?? 0], closed: [row?.reportedClosed ?? 0] },
    due: {
      onTime: [row?.onTime ?? 0],
      late: [row?.late ?? 0],
      overdue: [row?.overdue ?? 0],
      openNow: row?.openNow ?? 0,
      overdueNow: row?.overdueNow ?? 0,
      dueSoon: 0,
      steps: [],
    },
    closed: {
      cases: [closed],
      p50: [quantileHours(durations, closed, 0.5)],
      p90: [quantileHours(durations, closed, 0.9)],
    },
    answers: reviews.map(({ answer, valid, reviews: n }) =>
      ({ answer, valid: valid === 1, reviews: [n], before: 0 })),
  }
}

type Params = Record<'from' | 'to' | 'now', number> & { scope: string }

const time = (name: string): string => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`
function within(column: string): string {
  return `ifNull(${column} >= ${time('from')} AND ${column} < ${time('to')}, 0)`
}
const COUNTED = 'excluded = 0 AND has(path, {scope:String})'

async function askCounts(database: Database, params: Params): Promise<Row[]> {
  return database.query<Row>(
    `SELECT
      sumIf(toInt64(sign), ${within('reported_at')}) AS reported,
      sumIf(toInt64(sign), ${within('reported_at')} AND open = 0) AS reportedClosed,
      sumIf(toInt64(sign), ${within('closed_at')}) AS closed,
      sumIf(toInt64(sign), ${within('due_at')} AND on_time = 1) AS onTime,
      sumIf(toInt64(sign), ${within('due_at')} AND open = 0 AND on_time = 0) AS late,
      sumIf(toInt64(sign), ${within('due_at')} AND open = 1
        AND ifNull(due_at < ${time('now')}, 0)) AS overdue,
      sumIf(toInt64(sign), open = 1) AS openNow,
      sumIf(toInt64(sign), open = 1 AND ifNull(due_at < ${time('now')}, 0)) AS overdueNow
    FROM case_versions
    WHERE ${COUNTED}`,
    params,
  )
}

async function askDurations(
  database: Database,
  params: Params,
): Promise<{ bucket: number, cases: number }[]> {
  return database.query(
    `SELECT duration_bucket AS bucket, sum(toInt64(sign)) AS cases
    FROM case_versions
    WHERE ${COUNTED} AND ${within('closed_at')}
    GROUP BY bucket HAVING cases > 0 ORDER BY bucket`,
    params,
  )
}

async function askReviews(
  database: Database,
  params: Params,
): Promise<{ answer: string, valid: number, reviews: number }[]> {
  return database.query(
    `SELECT answer, valid, sum(toInt64(sign)) AS reviews
    FROM case_versions
    WHERE ${COUNTED} AND ${within('reviewed_at')}
    GROUP BY answer, valid HAVING reviews != 0`,
    params,
  )
}

function quantileHours(
  histogram: readonly { bucket: number, cases: number }[],
  total: number,
  q: number,
): number | null {
  let seen = 0
  for (const { bucket, cases } of histogram) {
    seen += cases
    if (seen >= Math.ceil(q * total))
      return bucketMiddleSeconds(bucket) / 3600
  }
  return null
}
