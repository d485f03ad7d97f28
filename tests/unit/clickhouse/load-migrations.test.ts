import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadMigrations } from '../../../server/clickhouse/load-migrations.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gridwall-migrations-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

function write(...files: string[]): void {
  for (const file of files)
    writeFileSync(join(directory, file), `SELECT '${file}'`)
}

it('loads a folder in the order of its numbers and leaves other files alone', async () => {
  write('0002_b.sql', '0001_a.sql', 'README.md')
  const loaded = await loadMigrations(directory)
  expect(loaded.map(({ number, file }) => [number, file])).toEqual([[1, '0001_a.sql'], [2, '0002_b.sql']])
  expect(loaded[0]?.checksum).toMatch(/^[0-9a-f]{64}$/)
})

it.each([
  ['migration_duplicate', ['0001_a.sql', '0001_b.sql'], '0001_a.sql and 0001_b.sql'],
  ['migration_gap', ['0001_a.sql', '0003_c.sql'], '0003_c.sql'],
  ['migration_gap', ['0002_b.sql'], '0002_b.sql'],
  ['migration_name_invalid', ['1_a.sql'], '1_a.sql'],
])('refuses %s and names %j', async (code, files, named) => {
  write(...files)
  const wanted = { code, message: expect.stringContaining(named) as string }
  await expect(loadMigrations(directory)).rejects.toMatchObject(wanted)
})
