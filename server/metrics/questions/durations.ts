import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { Addition } from '../additions.ts'
import type { Sums } from '../kept-answers.ts'
import type { DayRange } from '../windows.ts'
import { bucketMiddleSeconds } from '../../duration-buckets.ts'

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

/** The day that holds the sum of all days. */
const ALL_DAYS = 0

/**
 * Quantiles are read from the histogram of logarithmic buckets (server/duration-buckets.ts):
 * the middle of the bucket that holds the case of rank ceil(q * n).
 */
export async function askDurations(
  question: DurationsQuestion,
): Promise<(scope: string) => DurationSums> {
  const { scopes, windows } = question
  const found = new Map(scopes.map((scope): [string, Histograms] => [scope, noHistograms()]))
  for (const { scope, excluded, buckets, cases } of await askHistograms(question)) {
    const histogram = found.get(scope)![excluded]
    buckets.forEach((bucket, i) => histogram.set(bucket, cases.map(counts => counts[i]!)))
  }
  // A scope's durations hold on to nothing of the other scopes: they may be kept longer.
  return (scope) => {
    const own = found.get(scope)!
    return {
      read: (q, w, counting) => readDuration(own, q, w, counting),
      add: addition => addTo(own, addition, windows),
    }
  }
}

/** By bucket the closed cases of each window. */
type Histogram = Map<number, number[]>
/** Of cases that are not excluded, and of those that are. */
type Histograms = [Histogram, Histogram]

function noHistograms(): Histograms {
  return [new Map<number, number[]>(), new Map<number, number[]>()]
}

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
        AND (day >= toDate({first:Int32}) ${toDate ? 'OR day = toDate(0)' : ''})
      GROUP BY scope, excluded, bucket
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

function addTo(own: Histograms, addition: Addition, windows: readonly DayRange[]): void {
  const { at: day, bucket, excluded, sums: [cases = 0] } = addition
  const histogram = own[excluded]!
  const counts = histogram.get(bucket) ?? windows.map(() => 0)
  windows.forEach((window, w) => counts[w]! += cases * signOf(day, window))
  histogram.set(bucket, counts)
}

function signOf(day: number, { from, to }: DayRange): -1 | 0 | 1 {
  if (from === 0)
    return day === ALL_DAYS ? 1 : day >= to ? -1 : 0
  return day >= from && day < to ? 1 : 0
}

function readDuration(
  [kept, excluded]: Histograms,
  q: number,
  w: number,
  counting: Counting,
): Duration {
  const counts = new Map<number, number>()
  for (const histogram of counting === 'all' ? [kept, excluded] : [kept]) {
    for (const [bucket, cases] of histogram)
      counts.set(bucket, (counts.get(bucket) ?? 0) + cases[w]!)
  }
  // A count is negative only while a correction is under way; it weighs nothing.
  const filled = [...counts].filter(([, cases]) => cases > 0).sort(([a], [b]) => a - b)
  const cases = filled.reduce((sum, [, count]) => sum + count, 0)
  const rank = Math.ceil(q * cases)
  let below = 0
  const found = filled.find(([, count]) => (below += count) >= rank)
  return { cases, hours: found === undefined ? null : bucketMiddleSeconds(found[0]) / 3600 }
}
