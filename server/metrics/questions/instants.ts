import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { FactClock, FactSum } from '../measure-columns.ts'
import type { NarrowSql } from '../proof/narrow-sql.ts'
import type { Duration, Durations } from './durations.ts'
import type { StoredSums } from './facts.ts'
import type { OpenLoad } from './open-load.ts'
import { bucketMiddleSeconds } from '../../duration-buckets.ts'

export interface InstantsQuestion {
  database: Database
  scopes: readonly string[]
  fromMs: number
  toMs: number
  now: number
  sums: readonly FactSum[]
  /** Are quantiles of the hours to close wanted? */
  withDurations: boolean
  /** Only these cases; null: all. */
  narrow: NarrowSql | null
}

export interface InstantFacts { stored: StoredSums, durations: Durations, open: OpenLoad }

interface Row {
  scope: string
  excluded: 0 | 1
  sums: number[]
  openNow: number
  overdueNow: number
  overdue: number
}

interface HistogramRow { scope: string, excluded: 0 | 1, bucket: number, cases: number }

/** The time that each clock goes by, in `case_measures`. */
export const CLOCK_TIMES: Record<FactClock, string> = {
  reported: 'reported_at',
  dispatched: 'dispatched_at',
  due: 'due_at',
  closed: 'ended_at',
  reviewed: 'reviewed_at',
}

/** SQL: the clock's time lies in the bound [from, to). */
export function isWithin(clock: FactClock): string {
  const column = CLOCK_TIMES[clock]
  return `ifNull(${column} >= ${time('from')} AND ${column} < ${time('to')}, 0)`
}

/** SQL: those of the bound scopes, or regions below them, that a case counts for. */
const COUNTED_FOR = 'arrayIntersect(arrayPushBack(path, region), {scopes:Array(String)})'

/** SQL: open and past due at the bound `now`. */
export const IS_OVERDUE = `open = 1 AND ifNull(due_at < ${time('now')}, 0)`

/**
 * Sums of scopes in [fromMs, toMs), counted from the cases themselves: for stretches that are not
 * whole days, and for what no roll-up tells apart. Reads every case of the city, so it is slower
 * than a roll-up.
 */
export async function askInstants(
  question: InstantsQuestion,
): Promise<(scope: string) => InstantFacts> {
  const [rows, histogram] = await Promise.all([
    askSums(question),
    question.withDurations ? askHistogram(question) : [],
  ])
  return scope => factsOf(
    rows.filter(row => row.scope === scope),
    histogram.filter(row => row.scope === scope),
    question.sums,
  )
}

async function askSums({ database, sums, ...bounds }: InstantsQuestion): Promise<Row[]> {
  const columns = sums.map(({ clock, column }) => `sumIf(n * ${column}, ${isWithin(clock)})`)
  return database.query<Row>(
    `SELECT scope, excluded, [${['toInt64(0)', ...columns].join(', ')}] AS sums,
      sumIf(n, open = 1) AS openNow,
      sumIf(n, ${IS_OVERDUE}) AS overdueNow,
      sumIf(n, ${IS_OVERDUE} AND ${isWithin('due')}) AS overdue
    FROM
    (
      SELECT *, toInt64(sign) AS n, arrayJoin(${COUNTED_FOR}) AS scope
      FROM case_measures
      WHERE ${bounds.narrow?.where ?? '1'}
    )
    GROUP BY scope, excluded`,
    paramsOf(bounds),
  )
}

async function askHistogram({ database, ...bounds }: InstantsQuestion): Promise<HistogramRow[]> {
  return database.query<HistogramRow>(
    `SELECT arrayJoin(${COUNTED_FOR}) AS scope, excluded,
      duration_bucket AS bucket, sum(toInt64(sign)) AS cases
    FROM case_measures
    WHERE open = 0 AND ${isWithin('closed')} AND ${bounds.narrow?.where ?? '1'}
    GROUP BY scope, excluded, bucket HAVING cases > 0 ORDER BY bucket`,
    paramsOf(bounds),
  )
}

function paramsOf(
  { scopes, fromMs, toMs, now, narrow }: Omit<InstantsQuestion, 'database' | 'sums' | 'withDurations'>,
): Record<string, unknown> {
  return { scopes, from: fromMs, to: toMs, now, ...narrow?.params }
}

function factsOf(
  rows: readonly Row[],
  histogram: readonly HistogramRow[],
  sums: readonly FactSum[],
): InstantFacts {
  const total = (counting: Counting, of: (row: Row) => number): number =>
    counted(rows, counting).reduce((sum, row) => sum + of(row), 0)
  return {
    stored: (clock, column, _, counting) => {
      const at = sums.findIndex(sum => sum.clock === clock && sum.column === column)
      return total(counting, row => row.sums[at + 1] ?? 0)
    },
    durations: (q, _, counting) => readQuantile(counted(histogram, counting), q),
    open: counting => ({
      openNow: total(counting, row => row.openNow),
      overdueNow: total(counting, row => row.overdueNow),
      dueSoon: 0,
      overdue: [total(counting, row => row.overdue)],
      steps: [],
    }),
  }
}

function time(name: string): string {
  return `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`
}

function counted<R extends { excluded: 0 | 1 }>(rows: readonly R[], counting: Counting): R[] {
  return rows.filter(({ excluded }) => counting === 'all' || excluded === 0)
}

/** Rows are in the order of their buckets; a bucket may have one of excluded cases as well. */
function readQuantile(histogram: readonly HistogramRow[], q: number): Duration {
  const total = histogram.reduce((sum, { cases }) => sum + cases, 0)
  let seen = 0
  for (const { bucket, cases } of histogram) {
    seen += cases
    if (seen >= Math.ceil(q * total))
      return { cases: total, hours: bucketMiddleSeconds(bucket) / 3600 }
  }
  return { cases: total, hours: null }
}
