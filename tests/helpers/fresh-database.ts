import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import path from 'node:path'
import { createDatabase } from '../../server/clickhouse/database.ts'
import { migrate } from '../../server/clickhouse/migrate.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../../server/clickhouse/migrations')

/** Migrated databases that nobody uses any more, by the password of their engine. */
const spare = new Map<string, string[]>()

/**
 * An empty, migrated database beside the others of a running engine; of that name, or one that
 * was closed before: emptied, it spares some ninety statements of migrations. A test of the tables'
 * own settings, how long they keep rows among them, needs an engine of its own.
 */
export async function freshDatabase(address: ClickHouseAddress, name: string): Promise<Database> {
  const known = spare.get(address.password)?.pop()
  const database = known === undefined
    ? await migrated(address, name)
    : await emptied(createDatabase({ ...address, database: known }))
  return {
    ...database,
    close: async () => {
      await database.close()
      spare.set(address.password, [...spare.get(address.password) ?? [], database.name])
    },
  }
}

async function migrated(address: ClickHouseAddress, name: string): Promise<Database> {
  const server = createDatabase(address)
  await server.command(`CREATE DATABASE ${name}`)
  await server.close()
  const database = createDatabase({ ...address, database: name })
  await migrate(database, { directory: MIGRATIONS })
  return database
}

async function emptied(database: Database): Promise<Database> {
  const tables = await database.query<{ name: string }>(
    `SELECT name FROM system.tables
    WHERE database = {database:String} AND engine NOT LIKE '%View' AND name != 'schema_migrations'`,
    { database: database.name },
  )
  await Promise.all(tables.map(async ({ name }) => database.command(`TRUNCATE TABLE ${name}`)))
  return database
}
