import type { Database } from '../clickhouse/database.ts'
import type { CasePart } from './read-events.ts'
import type { CaseFacts } from './recount-case.ts'
import { CASE_COLUMNS } from '../clickhouse/case-columns.ts'
import { AUDIT_QUERY } from './compare-rollup.ts'
import { IN_PART } from './read-events.ts'

/** Rows of `case_versions` of one content and version that do not cancel. */
export interface HeldRow {
  version: number
  /** Sum of their signs: 1 where all is well. */
  n: number
  facts: CaseFacts
}

/** What a case's rows come to, by case. A case that none stands for is absent. */
export type HeldRows = Map<string, HeldRow[]>

/** Rows of the part's cases said to be reported in (after, to], milliseconds since 1970. */
export async function readRowsBetween(
  database: Database,
  { part, parts }: CasePart,
  after: number,
  to: number,
): Promise<HeldRows> {
  return ask(
    database,
    `reported_at > fromUnixTimestamp64Milli({after:Int64}, 'UTC')
      AND reported_at <= fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${IN_PART}`,
    { part, parts, after, to },
  )
}

export async function readRowsOf(
  database: Database,
  caseIds: readonly string[],
): Promise<HeldRows> {
  return ask(database, 'case_id IN {ids:Array(String)}', { ids: caseIds })
}

// As the writer writes them, so that cells compare as they are and can be written again.
const CELLS = CASE_COLUMNS.map(column =>
  column === 'due_hour' ? 'toUnixTimestamp(due_hour)' : column)

async function ask(
  database: Database,
  condition: string,
  params: Record<string, unknown>,
): Promise<HeldRows> {
  const rows = await database.query<{ version: number, n: number, cells: unknown[] }>(
    `SELECT version, sum(sign) AS n, tuple(${CELLS.join(', ')}) AS cells
    FROM case_versions
    WHERE ${condition}
    GROUP BY version, ${CASE_COLUMNS.join(', ')}
    HAVING n != 0`,
    params,
    AUDIT_QUERY,
  )
  const held: HeldRows = new Map()
  for (const { version, n, cells } of rows) {
    const facts = Object.fromEntries(CASE_COLUMNS.map((column, i) => [column, cells[i]]))
    const caseId = String(facts.case_id)
    held.set(caseId, [...held.get(caseId) ?? [], { version, n, facts }])
  }
  return held
}
