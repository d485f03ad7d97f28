import type { Database } from '../../clickhouse/database.ts'

/** Instants by which a tick told late and soon due cases apart, milliseconds since 1970. */
export interface Thresholds { now: number, soon: number }

/**
 * The scopes of open cases that became soon due or late between two ticks: of all others, what is
 * late is what it was.
 */
export async function askPassedDeadlines(
  database: Database,
  before: Thresholds,
  { now, soon }: Thresholds,
): Promise<string[]> {
  const rows = await database.query<{ scope: string }>(
    `SELECT DISTINCT arrayJoin(path) AS scope
    FROM open_cases
    WHERE (due_at >= fromUnixTimestamp64Milli({late:Int64}, 'UTC')
        AND due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC'))
      OR (due_at >= fromUnixTimestamp64Milli({near:Int64}, 'UTC')
        AND due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC'))`,
    { late: before.now, now, near: before.soon, soon },
  )
  return rows.map(({ scope }) => scope)
}
