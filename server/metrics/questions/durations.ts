import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { Addition } from '../additions.ts'
import type { Sums } from '../kept-answers.ts'
import type { DayRange } from '../windows.ts'
import { bucketMiddleSeconds } from '../../duration-buckets.ts'
import { ALL_DAYS_SQL, daysBetween } from '../day-sql.ts'
import { LAST_DAY, signOf } from '../windows.ts'

export interface DurationsQuestion {
  database: Database
  scopes: readonly string[]
  windows: readonly DayRange[]
}

/** Of the cases closed in window `w`: how many, and the hours that share `q` did not exceed. */
export type Durations = (q: number, w: number, counting: Counting) => Duration
export interface Duration { cases: number, hours: number | null }

/** Where nobody asked for any. */
export const NO_DURATIONS: Durations = () => ({ cases: 0, hours: null })

/** The durations of one scope. */
export interface DurationSums extends Sums { read: Durations }

/**
 * Quantiles are read from the histogram of logarithmic buckets (server/duration-buckets.ts):
 * the middle of the bucket that holds the case of rank ceil(q * n).
 */
export async function askDurations(
  question: DurationsQuestion,
): Promise<(scope: string) => DurationSums> {
  const { scopes, windows } = question
  const found = new Map(scopes.map((scope): [string, Histograms] =>
    [scope, [windows.map(() => []), windows.map(() => [])]]))
  for (const { scope, excluded, buckets, cases } of await askHistograms(question)) {
    const histograms = found.get(scope)![excluded]
    cases.forEach((counts, w) => counts.forEach((count, i) =>
      addTo(histograms[w]!, buckets[i]!, count)))
  }
  // A scope's durations hold on to nothing of the other scopes: they may be kept longer.
  return (scope) => {
    const own = found.get(scope)!
    return {
      read: (q, w, counting) => readDuration(own, q, w, counting),
      add: ({ at: day, bucket, excluded, sums: [cases = 0] }: Addition) => {
        windows.forEach((window, w) =>
          addTo(own[excluded]![w]!, bucket, cases * signOf(day, window)))
      },
    }
  }
}

/** Closed cases by bucket, from bucket 0 to the last that has any. */
type Histogram = number[]
/** Of each window: of cases that are not excluded, and of those that are. */
type Histograms = [Histogram[], Histogram[]]

const NONE: Histogram = []

interface HistogramRow {
  scope: string
  excluded: 0 | 1
  buckets: number[]
  /** Of each window the closed cases of each bucket. */
  cases: number[][]
}

async function askHistograms(
  { database, scopes, windows }: DurationsQuestion,
): Promise<HistogramRow[]> {
  const counts = windows.map((window, w) => `sum(${countedIn(window, w)}) AS c${w}`)
  const toDate = windows.some(({ from }) => from === 0)
  const first = windows.flatMap(({ from, to }) => from > 0 ? [from] : [to])
  return database.query<HistogramRow>(
    `SELECT scope, excluded, groupArray(bucket) AS buckets,
      [${windows.map((_, w) => `groupArray(c${w})`).join(', ')}] AS cases
    FROM
    (
      SELECT scope, excluded, bucket, ${counts.join(', ')}
      FROM closed_by_day
      WHERE scope IN {scopes:Array(String)}
        AND (${daysBetween('{first:Int32}', `${LAST_DAY}`)} ${toDate ? `OR ${ALL_DAYS_SQL}` : ''})
      GROUP BY scope, excluded, bucket
      HAVING ${windows.map((_, w) => `c${w} != 0`).join(' OR ')}
    )
    GROUP BY scope, excluded`,
    {
      scopes,
      first: Math.min(...first),
      ...Object.fromEntries(windows.flatMap(({ from, to }, w) =>
        [[`from${w}`, from], [`to${w}`, to]])),
    },
  )
}

/** The sum of all days stands under day 0; days to come are not yet part of what is to date. */
function countedIn({ from }: DayRange, w: number): string {
  return from === 0
    ? `cases * multiIf(day = toDate(0), 1, day >= toDate({to${w}:Int32}), -1, 0)`
    : `cases * (day >= toDate({from${w}:Int32}) AND day < toDate({to${w}:Int32}))`
}

function addTo(histogram: Histogram, bucket: number, cases: number): void {
  if (cases === 0)
    return
  while (histogram.length <= bucket)
    histogram.push(0)
  histogram[bucket]! += cases
}

function readDuration(
  [kept, excluded]: Histograms,
  q: number,
  w: number,
  counting: Counting,
): Duration {
  const own = kept[w] ?? NONE
  const others = counting === 'all' ? excluded[w] ?? NONE : NONE
  const buckets = Math.max(own.length, others.length)
  let cases = 0
  for (let bucket = 0; bucket < buckets; bucket++)
    cases += countIn(own, others, bucket)
  if (cases === 0)
    return { cases, hours: null }
  const rank = Math.ceil(q * cases)
  let bucket = 0
  for (let upTo = countIn(own, others, 0); upTo < rank; upTo += countIn(own, others, bucket))
    bucket++
  return { cases, hours: bucketMiddleSeconds(bucket) / 3600 }
}

/** A count is negative only while a correction is under way; it weighs nothing. */
function countIn(own: Histogram, others: Histogram, bucket: number): number {
  return Math.max(0, (own[bucket] ?? 0) + (others[bucket] ?? 0))
}
