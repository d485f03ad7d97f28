import type { Database } from '../clickhouse/database.ts'
import { randomBytes } from 'node:crypto'
import { ClickHouseError } from '../clickhouse/clickhouse-error.ts'
import { migrate } from '../clickhouse/migrate.ts'
import { AppError } from '../errors.ts'

/** A database of its own, made for one session of recomputing and dropped with it. */
export interface ScratchDatabase {
  database: Database
  /** Closes and drops it. */
  drop: () => Promise<void>
}

export interface ScratchOptions {
  /** The server's own database; the scratch ones lie beside it. */
  live: Database
  /** A connection to a database by its name. */
  openDatabase: (name: string) => Database
  migrations: string
}

/** Scratch databases are named after the live one, so that a restart finds those left over. */
function prefixOf(live: Database): string {
  return `${live.name}_asof_`
}

/**
 * An empty database with the same tables, views and roll-ups as the live one.
 * @throws AppError past_unavailable
 */
export async function createScratchDatabase(options: ScratchOptions): Promise<ScratchDatabase> {
  const { live, openDatabase, migrations } = options
  const name = `${prefixOf(live)}${randomBytes(6).toString('hex')}`
  try {
    await live.command(`CREATE DATABASE ${name}`)
  }
  catch (error) {
    if (error instanceof ClickHouseError && error.kind === 'rejected')
      throw new AppError('past_unavailable', error.message, { cause: error })
    throw error
  }
  const database = openDatabase(name)
  const scratch = {
    database,
    drop: async () => {
      await database.close()
      await dropDatabase(live, name)
    },
  }
  try {
    await migrate(database, { directory: migrations })
    // No tick follows what is loaded here.
    const views = await database.query<{ name: string }>(
      `SELECT name FROM system.tables
      WHERE database = currentDatabase() AND startsWith(name, 'additions_')`,
    )
    for (const { name } of views)
      await database.command(`DROP VIEW ${name}`)
    // It can be made again: nothing here has to survive a power cut.
    await database.command(
      'ALTER TABLE case_events MODIFY SETTING fsync_after_insert = 0, fsync_part_directory = 0',
    )
    return scratch
  }
  catch (error) {
    await scratch.drop()
    throw error
  }
}

/** Drops what a server that was killed left behind. Answers how many there were. */
export async function dropLeftovers(live: Database): Promise<number> {
  const rows = await live.query<{ name: string }>(
    'SELECT name FROM system.databases WHERE startsWith(name, {prefix:String})',
    { prefix: prefixOf(live) },
  )
  for (const { name } of rows)
    await dropDatabase(live, name)
  return rows.length
}

async function dropDatabase(live: Database, name: string): Promise<void> {
  // SYNC: otherwise the files stay for minutes after the drop.
  await live.command(`DROP DATABASE IF EXISTS ${name} SYNC`)
}
