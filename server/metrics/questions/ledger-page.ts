import type { Database } from '../../clickhouse/database.ts'
import type { LedgerEventRow } from '../../clickhouse/ledger-event-row.ts'
import { LEDGER_EVENT_SQL } from '../../clickhouse/ledger-event-row.ts'

/** The events after number `after`, in the order of the ledger. Reads no more than it returns. */
export async function askLedgerPage(
  database: Database,
  { after, limit }: { after: number, limit: number },
): Promise<LedgerEventRow[]> {
  return database.query<LedgerEventRow>(
    `SELECT ${LEDGER_EVENT_SQL}
    FROM case_events
    WHERE seq > {after:UInt64}
    ORDER BY seq
    LIMIT {limit:UInt32}`,
    { after, limit },
  )
}
