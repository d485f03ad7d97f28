import type { CaseEventType } from '../../../contract/case-event.ts'
import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { CaseRow } from '../case-row.ts'
import type { NarrowSql } from '../proof/narrow-sql.ts'
import type { PartSql, ProofSql } from '../proof/part-sql.ts'
import { CASE_SQL } from '../case-row.ts'
import { CLOCK_TIMES, isFrom } from './instants.ts'

/** Which cases are asked for: those of a scope that a clock puts into [fromMs, toMs). */
export interface ProofBounds {
  scope: string
  counting: Counting
  /** Null: since the beginning. */
  fromMs: number | null
  toMs: number
  /** What is past due is past due at this moment. */
  now: number
  /** Only these of them; null: all. */
  narrow: NarrowSql | null
}

/** A case's place in the order of the pages. */
export interface ProofPlace { key: number, caseId: string }

/** What makes a case count; `amounts` stand in the order of the part's terms. */
export interface ProofRow extends ProofPlace {
  reportedMs: number
  amounts: number[]
  told?: ToldRow
}

/** What the ledger tells of a case. */
export interface ToldRow {
  /** Milliseconds since 1970, as `toMs`. */
  fromMs: number
  toMs: number
  /** How many events; the first of them are listed. */
  count: number
  events: [seq: number, type: CaseEventType, atMs: number][]
}

export interface PartSums {
  cases: number
  amounts: number[]
  /** Events that the ledger tells of its cases. */
  events: number
  /** The same for the same set of cases with the same amounts, whatever their order. */
  fingerprint: string
}

/** Most ids of one reading of whole cases: a statement has at most 256 KiB. */
const IDS_AT_ONCE = 1000

/** Both parts counted case by case; null for a part that the metric has not. */
export async function askPartSums(
  database: Database,
  sql: ProofSql,
  bounds: ProofBounds,
): Promise<{ numerator: PartSums | null, denominator: PartSums | null }> {
  const parts = [sql.numerator, sql.denominator]
  const events = bounds.narrow?.told === undefined ? '0' : 'told_n'
  const columns = parts.flatMap((part, i) => part === null
    ? []
    : [...sumsOf(part, sql.key, i), `sumIf(n * ${events}, ${part.holds}) AS events${i}`])
  const [row] = await database.query<Record<string, number | string | number[]>>(
    `SELECT ${columns.join(', ')}
    FROM (SELECT *, toInt64(sign) AS n FROM ${sourceOf(bounds)})
    WHERE ${counted(sql, bounds)}`,
    paramsOf(bounds),
  )
  const read = (i: number): PartSums | null => parts[i] === null || row === undefined
    ? null
    : {
        cases: row[`cases${i}`] as number,
        amounts: row[`amounts${i}`] as number[],
        events: row[`events${i}`] as number,
        fingerprint: row[`print${i}`] as string,
      }
  return { numerator: read(0), denominator: read(1) }
}

function sumsOf({ holds, amounts }: PartSql, key: string, i: number): string[] {
  // Signed hashes cancel as the rows do, so this is of the cases as they stand now.
  const hash = `reinterpretAsInt64(cityHash64(case_id, ${key}, ${amounts.join(', ')}))`
  return [
    `sumIf(n, ${holds}) AS cases${i}`,
    `[${amounts.map(amount => `sum(n * ${amount})`).join(', ')}] AS amounts${i}`,
    `toString(sumIf(n * ${hash}, ${holds})) AS print${i}`,
  ]
}

/**
 * Cases of a part in the order of their keys, at most `limit`, behind `after`. Rows that cancel
 * each other agree in every column that is grouped by: what is left is each case as it stands.
 */
export async function askPartCases(
  database: Database,
  sql: ProofSql,
  part: PartSql,
  bounds: ProofBounds,
  page: { after: ProofPlace | null, limit: number, offset?: number },
): Promise<ProofRow[]> {
  const { after, limit, offset = 0 } = page
  const told = bounds.narrow?.told !== undefined
  const rows = await database.query<StoredRow>(
    `SELECT case_id AS caseId, toUnixTimestamp64Milli(reported_at) AS reportedMs, ${sql.key} AS key,
      [${part.amounts.join(', ')}] AS amounts
      ${told ? ', (told_from, told_to, toInt64(told_n), told_events) AS told' : ''}
    FROM ${sourceOf(bounds)}
    WHERE ${counted(sql, bounds)} AND ${part.holds}
      ${after === null ? '' : 'AND (key, caseId) > ({key:Int64}, {caseId:String})'}
    GROUP BY caseId, reportedMs, key, amounts ${told ? ', told' : ''}
    HAVING sum(toInt64(sign)) > 0
    ORDER BY key, caseId
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    { ...paramsOf(bounds), ...after, limit, offset },
  )
  return rows.map(({ told, ...row }) => told === undefined ? row : { ...row, told: toTold(told) })
}

type StoredTold = [fromMs: number, toMs: number, count: number, events: ToldRow['events']]
type StoredRow = Omit<ProofRow, 'told'> & { told?: StoredTold }

function toTold([fromMs, toMs, count, events]: StoredTold): ToldRow {
  return { fromMs, toMs, count, events }
}

/** SQL: the cases, each beside what the ledger tells of it where that is asked for. */
function sourceOf({ narrow }: ProofBounds): string {
  return narrow?.told === undefined
    ? 'case_measures'
    : `case_measures INNER JOIN (${narrow.told.query}) AS of_ledger USING (case_id)`
}

/** The whole cases of these rows, in their order. */
export async function askWholeCases(
  database: Database,
  rows: readonly ProofRow[],
): Promise<CaseRow[]> {
  const found = new Map<string, CaseRow>()
  for (let i = 0; i < rows.length; i += IDS_AT_ONCE) {
    const some = rows.slice(i, i + IDS_AT_ONCE)
    const times = some.map(({ reportedMs }) => reportedMs)
    // The bounds are what the primary key is searched by.
    const cases = await database.query<CaseRow>(
      `SELECT ${CASE_SQL}
      FROM case_versions
      WHERE sign = 1 AND case_id IN {ids:Array(String)}
        AND reported_at >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
        AND reported_at <= fromUnixTimestamp64Milli({last:Int64}, 'UTC')
      ORDER BY version DESC
      LIMIT 1 BY case_id`,
      {
        ids: some.map(({ caseId }) => caseId),
        first: times.reduce((a, b) => Math.min(a, b), Infinity),
        last: times.reduce((a, b) => Math.max(a, b), -Infinity),
      },
    )
    cases.forEach(one => found.set(one.caseId, one))
  }
  return rows.flatMap(({ caseId }) => found.get(caseId) ?? [])
}

function counted({ clock }: ProofSql, { fromMs, narrow }: ProofBounds): string {
  const shared = `has(path, {scope:String}) AND excluded <= {excluded:UInt8}
      AND ${narrow?.where ?? '1'}`
  if (clock === null)
    return `${shared} AND open = 1`
  const column = CLOCK_TIMES[clock]
  // NULL, of cases without such a time, is not true either; the table's index knows no `ifNull`.
  const from = fromMs === null ? '1' : isFrom(column)
  return `${shared} AND ${from} AND ${column} < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`
}

function paramsOf(
  { scope, counting, fromMs, toMs, now, narrow }: ProofBounds,
): Record<string, unknown> {
  const from = fromMs === null ? {} : { from: fromMs }
  return { scope, excluded: counting === 'all' ? 1 : 0, to: toMs, now, ...from, ...narrow?.params }
}
