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
  /** Are open cases wanted, too? */
  withOpen: boolean
  /** Are quantiles of the hours to close wanted? */
  withDurations: boolean
  /** Only these cases; null: all. */
  narrow: NarrowSql | null
}

export interface InstantFacts { stored: StoredSums, durations: Durations, open: OpenLoad }

interface SumsRow { scope: string, excluded: 0 | 1, sums: number[] }

interface OpenRow {
  scope: string
  excluded: 0 | 1
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

/** SQL: the clock's time lies in the bound [from, to); NULL of cases that have none. */
function within(clock: FactClock): string {
  const column = CLOCK_TIMES[clock]
  return `(${isFrom(column)} AND ${column} < ${time('to')})`
}

/**
 * SQL: the time is at the bound `from` or after it; anything where there is none, which the other
 * bound leaves out. To an index NULL is greater than every time, so it must not see any here.
 */
export function isFrom(column: string): string {
  const known = column === CLOCK_TIMES.reported ? column : `assumeNotNull(${column})`
  return `${known} >= ${time('from')}`
}

function isWithin(clock: FactClock): string {
  return `ifNull(${within(clock)}, 0)`
}

/** SQL: those of the bound scopes, or regions below them, that a case counts for. */
const COUNTED_FOR = 'arrayIntersect(arrayPushBack(path, region), {scopes:Array(String)})'

/** SQL: open and past due at the bound `now`. */
export const IS_OVERDUE = `open = 1 AND ifNull(due_at < ${time('now')}, 0)`

/** SQL: the open cases' own table, which has not all that cases are narrowed by. */
const OPEN_CASES = '(SELECT sign, path, region, excluded, due_at, 1 AS open FROM open_cases)'

/**
 * Sums of scopes in [fromMs, toMs), counted from the cases themselves: for stretches that are not
 * whole days, and for what no roll-up tells apart. Reads the cases that have to do with the
 * stretch, so it is slower than a roll-up: conditions are plain comparisons, which the table's
 * index of times understands.
 */
export async function askInstants(
  question: InstantsQuestion,
): Promise<(scope: string) => InstantFacts> {
  const { sums, withOpen, withDurations } = question
  const [rows, open, histogram] = await Promise.all([
    sums.length > 0 ? askSums(question) : [],
    withOpen ? askOpen(question) : [],
    withDurations ? askHistogram(question) : [],
  ])
  const of = <R extends { scope: string }>(all: R[], scope: string): R[] =>
    all.filter(row => row.scope === scope)
  return scope =>
    factsOf(of(rows, scope), of(open, scope), of(histogram, scope), sums)
}

async function askSums({ database, sums, ...bounds }: InstantsQuestion): Promise<SumsRow[]> {
  const columns = sums.map(({ clock, column }) => `sumIf(n * ${column}, ${isWithin(clock)})`)
  const clocks = new Set(sums.map(({ clock }) => clock))
  return database.query<SumsRow>(
    `SELECT scope, excluded, [${columns.join(', ')}] AS sums
    FROM (${forScopes('case_measures', `(${Array.from(clocks, within).join(' OR ')})`, bounds)})
    GROUP BY scope, excluded`,
    paramsOf(bounds),
  )
}

async function askOpen({ database, ...bounds }: InstantsQuestion): Promise<OpenRow[]> {
  return database.query<OpenRow>(
    `SELECT scope, excluded, sum(n) AS openNow,
      sumIf(n, ${IS_OVERDUE}) AS overdueNow,
      sumIf(n, ${IS_OVERDUE} AND ${isWithin('due')}) AS overdue
    FROM (${forScopes(bounds.narrow === null ? OPEN_CASES : 'case_measures', 'open = 1', bounds)})
    GROUP BY scope, excluded`,
    paramsOf(bounds),
  )
}

/** SQL: rows of cases under a condition, once for every scope that counts them. */
function forScopes(
  cases: string,
  condition: string,
  { narrow }: Pick<InstantsQuestion, 'narrow'>,
): string {
  return `SELECT *, toInt64(sign) AS n, arrayJoin(${COUNTED_FOR}) AS scope
      FROM ${cases}
      WHERE ${condition} AND ${narrow?.where ?? '1'}`
}

async function askHistogram({ database, ...bounds }: InstantsQuestion): Promise<HistogramRow[]> {
  return database.query<HistogramRow>(
    `SELECT arrayJoin(${COUNTED_FOR}) AS scope, excluded,
      duration_bucket AS bucket, sum(toInt64(sign)) AS cases
    FROM case_measures
    WHERE open = 0 AND ${within('closed')} AND ${bounds.narrow?.where ?? '1'}
    GROUP BY scope, excluded, bucket HAVING cases > 0 ORDER BY bucket`,
    paramsOf(bounds),
  )
}

function paramsOf(
  { scopes, fromMs, toMs, now, narrow }:
  Pick<InstantsQuestion, 'scopes' | 'fromMs' | 'toMs' | 'now' | 'narrow'>,
): Record<string, unknown> {
  return { scopes, from: fromMs, to: toMs, now, ...narrow?.params }
}

function factsOf(
  rows: readonly SumsRow[],
  openRows: readonly OpenRow[],
  histogram: readonly HistogramRow[],
  sums: readonly FactSum[],
): InstantFacts {
  const total = (counting: Counting, of: (row: OpenRow) => number): number =>
    counted(openRows, counting).reduce((sum, row) => sum + of(row), 0)
  return {
    stored: (clock, column, _, counting) => {
      const at = sums.findIndex(sum => sum.clock === clock && sum.column === column)
      return counted(rows, counting).reduce((sum, row) => sum + (row.sums[at] ?? 0), 0)
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
