import type { Database } from '../../clickhouse/database.ts'
import type { OpenCase, Thresholds } from '../open-cases.ts'
import { OPEN_CASE_SQL } from '../open-cases.ts'

/** Beyond it, as when replayed time jumps by days, asking anew costs less than moving each. */
const MAX_PASSED = 2000

/**
 * Open cases that became soon due or late between two ticks: of all others, what is late is what it
 * was. Null: too many.
 */
export async function askPassedDeadlines(
  database: Database,
  before: Thresholds,
  { now, soon }: Thresholds,
): Promise<OpenCase[] | null> {
  const passed = await database.query<OpenCase>(
    `SELECT ${OPEN_CASE_SQL}, sum(sign) AS count
    FROM open_cases
    WHERE (due_at >= fromUnixTimestamp64Milli({late:Int64}, 'UTC')
        AND due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC'))
      OR (due_at >= fromUnixTimestamp64Milli({near:Int64}, 'UTC')
        AND due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC'))
    GROUP BY ALL
    HAVING count > 0
    LIMIT ${MAX_PASSED + 1}`,
    { late: before.now, now, near: before.soon, soon },
  )
  return passed.length > MAX_PASSED ? null : passed
}
