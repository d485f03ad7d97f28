import type { Database } from '../../clickhouse/database.ts'
import type { OpenCase } from '../open-cases.ts'
import { OPEN_CASE_SQL } from '../open-cases.ts'

export interface OpenChanges {
  /** Rows that were inserted into the open cases. */
  rows: number
  /** What they come to together: of a case at most one that goes and one that comes. */
  changes: OpenCase[]
}

/** What loads changed since the changes were last emptied; `migrations/0012_open_changes.sql`. */
export async function askOpenChanges(database: Database): Promise<OpenChanges> {
  const found = await database.query<OpenCase & { rows: number }>(
    `SELECT ${OPEN_CASE_SQL}, sum(sign) AS count, count() AS rows
    FROM open_changes
    GROUP BY ALL`,
  )
  return {
    rows: found.reduce((sum, { rows }) => sum + rows, 0),
    changes: found.filter(({ count }) => count !== 0),
  }
}
