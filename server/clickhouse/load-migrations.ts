import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrationError } from './migration-error.ts'

export interface Migration {
  number: number
  /** `0001_case_events.sql` */
  file: string
  sql: string
  /** SHA-256 of the file as it stands, before substitutions, hex. */
  checksum: string
}

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/

/**
 * Migrations of a folder, numbered 1, 2, 3 ... without a gap.
 * @throws {MigrationError} migration_name_invalid, migration_duplicate, migration_gap
 */
export async function loadMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter(file => file.endsWith('.sql')).sort()
  const migrations = await Promise.all(files.map(async file => loadMigration(directory, file)))
  for (const [index, { number, file }] of migrations.entries()) {
    const twin = migrations[index - 1]
    if (twin?.number === number)
      throw new MigrationError('migration_duplicate', `Migrations ${twin.file} and ${file} have the same number: give the newer one the next free number.`)
    if (number !== index + 1)
      throw new MigrationError('migration_gap', `Migration ${file} should have number ${index + 1}: numbers begin at 0001 and have no gaps.`)
  }
  return migrations
}

async function loadMigration(directory: string, file: string): Promise<Migration> {
  const number = NAME.exec(file)?.[1]
  if (number === undefined)
    throw new MigrationError('migration_name_invalid', `Migration ${file} is not named like 0001_what_it_does.sql.`)
  const sql = await readFile(join(directory, file), 'utf8')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { number: Number(number), file, sql, checksum }
}
