import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import path from 'node:path'
import { createDatabase } from '../../server/clickhouse/database.ts'
import { migrate } from '../../server/clickhouse/migrate.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../../server/clickhouse/migrations')

/** An empty, migrated database of that name beside the others of a running engine. */
export async function freshDatabase(address: ClickHouseAddress, name: string): Promise<Database> {
  const server = createDatabase(address)
  await server.command(`CREATE DATABASE ${name}`)
  await server.close()
  const database = createDatabase({ ...address, database: name })
  await migrate(database, { directory: MIGRATIONS })
  return database
}
