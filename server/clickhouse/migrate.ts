import type { Database } from './database.ts'
import type { Migration } from './load-migrations.ts'
import { loadMigrations } from './load-migrations.ts'
import { MigrationError } from './migration-error.ts'
import { splitStatements } from './split-statements.ts'

export interface AppliedMigration {
  /** `0001_case_events.sql` */
  file: string
  /** SHA-256 of the file, hex. */
  checksum: string
}

export interface MigrateOptions {
  /** Folder of `NNNN_name.sql`. */
  directory: string
  /** `{{name}}` in a file becomes the value. */
  substitutions?: Readonly<Record<string, string>>
}

const CREATE_RECORDS = `
CREATE TABLE IF NOT EXISTS schema_migrations
(
    number UInt16,
    file String,
    checksum String,
    applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY number`
const RECORD = 'INSERT INTO schema_migrations (number, file, checksum) SELECT {number:UInt16}, {file:String}, {checksum:String}'
const PLACE = /\{\{(\w+)\}\}/g

/**
 * Applies what is not applied yet, in order; answers the migrations of this run. A file's record
 * is written after its last statement, so a run cut short repeats the file: its statements are
 * written to be repeatable.
 * @throws {MigrationError}
 */
export async function migrate(
  database: Database,
  { directory, substitutions = {} }: MigrateOptions,
): Promise<AppliedMigration[]> {
  const migrations = await loadMigrations(directory)
  const statements = migrations.map(migration =>
    splitStatements(substitute(migration, substitutions)))
  await database.command(CREATE_RECORDS)
  const known = await readRecords(database)
  checkHistory(migrations, known)

  const applied: AppliedMigration[] = []
  for (const [index, { number, file, checksum }] of migrations.entries()) {
    if (known.has(number))
      continue
    for (const [at, statement] of (statements[index] ?? []).entries())
      await apply(database, file, at, statement)
    await database.command(RECORD, { number, file, checksum })
    applied.push({ file, checksum })
  }
  return applied
}

async function readRecords(database: Database): Promise<Map<number, AppliedMigration>> {
  const rows = await database.query<AppliedMigration & { number: number }>(
    'SELECT number, any(file) AS file, any(checksum) AS checksum FROM schema_migrations GROUP BY number ORDER BY number',
  )
  return new Map(rows.map(({ number, file, checksum }) => [number, { file, checksum }]))
}

function checkHistory(
  migrations: readonly Migration[],
  known: ReadonlyMap<number, AppliedMigration>,
): void {
  for (const [number, record] of known) {
    const migration = migrations[number - 1]
    if (migration === undefined || migration.file !== record.file)
      throw new MigrationError('migration_missing', `Migration ${record.file} was applied to this database and is not in the folder: this program is older than its database, or the file was renamed.`)
    if (migration.checksum !== record.checksum)
      throw new MigrationError('migration_changed', `Migration ${record.file} was changed after it was applied: restore it and put the change into a new file.`)
  }
}

function substitute({ file, sql }: Migration, values: Readonly<Record<string, string>>): string {
  return sql.replaceAll(PLACE, (place, name: string) => {
    const value = values[name]
    if (value === undefined)
      throw new MigrationError('migration_substitution_missing', `Migration ${file} names ${place}, and no value was given for it.`)
    return value
  })
}

async function apply(
  database: Database,
  file: string,
  at: number,
  statement: string,
): Promise<void> {
  try {
    await database.command(statement)
  }
  catch (error) {
    throw new MigrationError('migration_failed', `Statement ${at + 1} of migration ${file} failed: ${(error as Error).message}`, { cause: error })
  }
}
