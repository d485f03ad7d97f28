import type { Database } from '../../clickhouse/database.ts'
import { formatDay } from '../../calendar.ts'

/** Accepted events of one source. */
export interface AcceptedRow {
  source: string
  accepted: number
  reports: number
  unplaced: number
  late: number
}

/** Lines of one source that did not become events. */
export interface RefusedRow { source: string, kind: string, code: string, refused: number }

/** Events received in [fromMs, toMs), milliseconds since 1970. */
export async function askAccepted(
  database: Database,
  fromMs: number,
  toMs: number,
): Promise<AcceptedRow[]> {
  return database.query<AcceptedRow>(
    `SELECT source, count() AS accepted,
      countIf(type = 'reported') AS reports,
      countIf(type = 'reported' AND (lon IS NULL OR lat IS NULL)) AS unplaced,
      countIf(received_at > at + INTERVAL 1 HOUR) AS late
    FROM case_events
    WHERE received_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
      AND received_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    GROUP BY source`,
    { from: fromMs, to: toMs },
  )
}

/** Lines refused on the days [from, to), days since 1970-01-01. A key's largest count holds. */
export async function askRefused(
  database: Database,
  from: number,
  to: number,
): Promise<RefusedRow[]> {
  return database.query<RefusedRow>(
    `SELECT source, kind, code, sum(counted) AS refused
    FROM
    (
      SELECT day, source, kind, code, max(lines) AS counted
      FROM intake_refusals
      WHERE day >= {from:Date} AND day < {to:Date}
      GROUP BY day, source, kind, code
    )
    GROUP BY source, kind, code
    ORDER BY source, kind, code`,
    { from: formatDay(from), to: formatDay(to) },
  )
}
