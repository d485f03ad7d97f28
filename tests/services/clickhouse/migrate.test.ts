import type { TestEngine } from './start-test-engine.ts'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../../server/clickhouse/migrate.ts'
import { startTestEngine } from './start-test-engine.ts'

let test: TestEngine
let directory: string
beforeAll(async () => {
  test = await startTestEngine()
  directory = join(test.dataDir, 'migrations-of-the-test')
})
beforeEach(async () => {
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory)
  for (const table of await tables())
    await test.database.command(`DROP TABLE ${table} SYNC`)
})
afterAll(async () => test.close())

async function tables(): Promise<string[]> {
  const rows = await test.database.query<{ name: string }>('SHOW TABLES')
  return rows.map(row => row.name)
}

function write(file: string, sql: string): void {
  writeFileSync(join(directory, file), sql)
}

async function run(substitutions?: Record<string, string>): Promise<string[]> {
  const applied = await migrate(test.database, { directory, substitutions })
  return applied.map(migration => migration.file)
}

const table = (name: string): string => `CREATE TABLE IF NOT EXISTS ${name} (x Int8) ENGINE = MergeTree ORDER BY x;\n`

describe('migrating', () => {
  it('applies files once, in order, and later ones later', async () => {
    write('0001_a.sql', `-- two; statements\n${table('a')}${table('a2')}`)
    write('0002_b.sql', table('b'))
    expect(await run()).toEqual(['0001_a.sql', '0002_b.sql'])
    expect(await run()).toEqual([])
    write('0003_c.sql', table('c'))
    expect(await run()).toEqual(['0003_c.sql'])
    expect(await tables()).toEqual(['a', 'a2', 'b', 'c', 'schema_migrations'])
  })

  it('repeats a file that broke off, and records it only when it is through', async () => {
    write('0001_a.sql', `${table('a')}CREATE TABLE broken (x Nonsense) ENGINE = Memory;`)
    await expect(run()).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('Statement 2 of migration 0001_a.sql failed') as string,
    })
    expect(await test.database.query('SELECT count() AS n FROM schema_migrations')).toEqual([{ n: 0 }])
    write('0001_a.sql', `${table('a')}${table('mended')}`)
    expect(await run()).toEqual(['0001_a.sql'])
    expect(await tables()).toEqual(['a', 'mended', 'schema_migrations'])
  })

  it('refuses an applied file that was changed, and one that is gone, by name', async () => {
    write('0001_a.sql', table('a'))
    write('0002_b.sql', table('b'))
    await run()
    write('0001_a.sql', table('other'))
    await expect(run()).rejects.toMatchObject({ code: 'migration_changed', message: expect.stringContaining('0001_a.sql') as string })
    write('0001_a.sql', table('a'))
    rmSync(join(directory, '0002_b.sql'))
    await expect(run()).rejects.toMatchObject({ code: 'migration_missing', message: expect.stringContaining('0002_b.sql') as string })
  })

  it('fills in substitutions and refuses a place without one before anything is applied', async () => {
    write('0001_a.sql', 'CREATE TABLE IF NOT EXISTS a (x Int8) ENGINE = {{engine}} ORDER BY x')
    await expect(run()).rejects.toMatchObject({ code: 'migration_substitution_missing' })
    expect(await tables()).toEqual([])
    expect(await run({ engine: 'MergeTree' })).toEqual(['0001_a.sql'])
  })

  it('applies the migrations of this program', async () => {
    const own = fileURLToPath(new URL('../../../server/clickhouse/migrations', import.meta.url))
    const applied = await migrate(test.database, { directory: own })
    expect(applied.map(migration => migration.file)[0]).toBe('0001_ledger.sql')
    expect(await tables()).toContain('case_events')
    expect(await migrate(test.database, { directory: own })).toEqual([])
  })
})
