import type { ClickHouseClient } from '@clickhouse/client'
import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { RowBatch } from './row-maker.ts'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { VERSION_COLUMNS } from '../../server/clickhouse/case-columns.ts'
import { LEDGER_COLUMNS } from '../../server/intake/ledger-row.ts'

const TIMEOUT_MS = 120_000

/** The baseline: the official client, inserting rows that are bytes already, and nothing else. */
export function createBareClient(address: ClickHouseAddress): ClickHouseClient {
  const { url, username, password, database } = address
  return createClient({
    url,
    username,
    password,
    database,
    request_timeout: TIMEOUT_MS,
    log: { level: ClickHouseLogLevel.ERROR },
  })
}

/** Events a second, of batches inserted one after the other into both tables. */
export async function insertBare(
  client: ClickHouseClient,
  batches: readonly RowBatch[],
): Promise<number> {
  const started = performance.now()
  let events = 0
  for (const batch of batches) {
    await insert(client, 'case_events', LEDGER_COLUMNS, batch.ledger)
    await insert(client, 'case_versions', VERSION_COLUMNS, batch.versions)
    events += batch.events
  }
  return events * 1000 / (performance.now() - started)
}

/** `client.insert` would make the bytes itself, from arrays: `exec` leaves that out as well. */
async function insert(
  client: ClickHouseClient,
  table: string,
  columns: readonly string[],
  body: Buffer,
): Promise<void> {
  const { stream } = await client.exec({
    query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow`,
    values: Readable.from([body], { objectMode: false }),
    clickhouse_settings: { wait_end_of_query: 1 },
  })
  await finished(stream.resume())
}
