import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { DayRange } from '../windows.ts'
import { bucketMiddleSeconds } from '../../duration-buckets.ts'

export interface DurationsQuestion {
  database: Database
  scopes: readonly string[]
  windows: readonly DayRange[]
  quantiles: readonly number[]
  /** Which ways are asked for. */
  countings: readonly Counting[]
}

/** Of the cases closed in window `w`: how many, and the hours that share `q` did not exceed. */
export type Durations = (q: number, w: number, counting: Counting) => Duration
export interface Duration { cases: number, hours: number | null }

/**
 * Quantiles are read from the histogram of logarithmic buckets (server/duration-buckets.ts):
 * the middle of the bucket that holds the case of rank ceil(q * n).
 */
export async function askDurations(
  question: DurationsQuestion,
): Promise<(scope: string) => Durations> {
  const { quantiles, countings } = question
  const found = new Map<Counting, Buckets>()
  await Promise.all(countings.map(async (counting) => {
    if (quantiles.length > 0)
      found.set(counting, await askBuckets(question, counting))
  }))
  // A scope's durations hold on to nothing of the other scopes: they may be kept longer.
  return scope => readDurations(quantiles, {
    net: found.get('net')?.get(scope),
    all: found.get('all')?.get(scope),
  })
}

interface BucketRow {
  /** Of each window the closed cases. */
  cases: number[]
  /** Of each window a bucket for each quantile. */
  buckets: number[][]
}

function readDurations(
  quantiles: readonly number[],
  rows: Readonly<Record<Counting, BucketRow | undefined>>,
): Durations {
  return (q, w, counting) => {
    const row = rows[counting]
    const cases = row?.cases[w] ?? 0
    const bucket = row?.buckets[w]?.[quantiles.indexOf(q)]
    const none = cases === 0 || bucket === undefined
    return { cases, hours: none ? null : bucketMiddleSeconds(bucket) / 3600 }
  }
}

/** By scope. */
type Buckets = ReadonlyMap<string, BucketRow>

async function askBuckets(
  { database, scopes, windows, quantiles }: DurationsQuestion,
  counting: Counting,
): Promise<Buckets> {
  const counts = windows.map((window, w) => `sum(${countedIn(window, w)}) AS c${w}`)
  const buckets = windows.map((_, w) => `quantilesExactWeightedIf(${quantiles.join(', ')})(
    bucket, toUInt64(greatest(c${w}, 0)), c${w} > 0)`)
  const toDate = windows.some(({ from }) => from === 0)
  const first = windows.flatMap(({ from, to }) => from > 0 ? [from] : [to])
  const rows = await database.query<BucketRow & { scope: string }>(
    `SELECT scope, [${windows.map((_, w) => `sum(c${w})`).join(', ')}] AS cases,
      [${buckets.join(', ')}] AS buckets
    FROM
    (
      SELECT scope, bucket, ${counts.join(', ')}
      FROM closed_by_day
      WHERE scope IN {scopes:Array(String)} AND excluded <= {excluded:UInt8}
        AND (day >= toDate({first:Int32}) ${toDate ? 'OR day = toDate(0)' : ''})
      GROUP BY scope, bucket
    )
    GROUP BY scope`,
    {
      scopes,
      first: Math.min(...first),
      excluded: counting === 'all' ? 1 : 0,
      ...Object.fromEntries(windows.flatMap(({ from, to }, w) =>
        [[`from${w}`, from], [`to${w}`, to]])),
    },
  )
  return new Map(rows.map(row => [row.scope, row]))
}

/** The sum of all days stands under day 0; days to come are not yet part of what is to date. */
function countedIn({ from }: DayRange, w: number): string {
  return from === 0
    ? `cases * multiIf(day = toDate(0), 1, day >= toDate({to${w}:Int32}), -1, 0)`
    : `cases * (day >= toDate({from${w}:Int32}) AND day < toDate({to${w}:Int32}))`
}
