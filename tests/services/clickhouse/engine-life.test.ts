import type { TestEngine } from './start-test-engine.ts'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import path, { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { startEmbeddedEngine } from '../../../server/clickhouse/embedded/embedded-engine.ts'
import { eventually } from './eventually.ts'
import { startTestEngine } from './start-test-engine.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const HOLDER = fileURLToPath(new URL('./engine-holder.ts', import.meta.url))

let test: TestEngine
beforeEach(async () => {
  test = await startTestEngine()
})
afterEach(async () => test.close())

function kill(pid: number | null): void {
  process.kill(pid ?? Number.NaN, 'SIGKILL')
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  }
  catch {
    return false
  }
}

describe('a crash', () => {
  it('is followed by a start on the same port with the same password', async () => {
    const before = test.engine.pid()
    kill(before)
    await eventually(async () => test.engine.restarts() === 1 && test.database.ping())
    expect(test.engine.pid()).not.toBe(before)
    expect(await test.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('looks like an unreachable ClickHouse meanwhile', async () => {
    kill(test.engine.pid())
    await eventually(() => test.engine.pid() === null)
    await expect(test.database.query('SELECT 1')).rejects.toMatchObject({ kind: 'unreachable', code: null })
  })

  it('costs no acknowledged row and doubles none', async () => {
    await test.database.command('CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100')
    const rows = (batch: number): Buffer => Buffer.from(`[${batch * 2}]\n[${batch * 2 + 1}]\n`)
    for (let batch = 0; batch < 20; batch += 1) {
      if (batch % 5 === 4)
        kill(test.engine.pid())
      await eventually(async () =>
        test.database.insert('t', ['a'], rows(batch), { token: `${batch}` }).then(() => true, () => false))
    }
    expect(await test.database.query('SELECT count() AS n, sum(a) AS sum FROM t')).toEqual([{ n: 40, sum: 780 }])
  })

  it('between the note of an insert and its part makes the retry count, and only that', async () => {
    const { database, engine, dataDir } = test
    await database.command('CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100')
    await database.command('CREATE TABLE s (a UInt64) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100')
    await database.command('CREATE MATERIALIZED VIEW v TO s AS SELECT a FROM t')
    const insert = async (a: number): Promise<void> =>
      database.insert('t', ['a'], Buffer.from(`[${a}]\n`), { token: `${a}` })
    await insert(1)
    await insert(2)
    const [part] = await database.query<{ path: string }>(
      'SELECT path FROM system.parts WHERE table = \'s\' AND active ORDER BY min_block_number DESC LIMIT 1',
    )
    kill(engine.pid())
    // As it is when the kill comes just before the view's part is put in its place.
    rmSync(path.resolve(dataDir, part!.path), { recursive: true })
    await eventually(async () => engine.restarts() === 1 && database.ping())
    for (const a of [1, 2, 3, 2])
      await insert(a)
    expect(await database.query('SELECT groupArray(a) AS all FROM (SELECT a FROM t ORDER BY a)')).toEqual([{ all: [1, 2, 3] }])
    expect(await database.query('SELECT groupArray(a) AS all FROM (SELECT a FROM s ORDER BY a)')).toEqual([{ all: [1, 2, 3] }])
  })
})

describe('the data directory', () => {
  it('is refused to a second engine in one sentence', async () => {
    await expect(startEmbeddedEngine({ dataDir: test.dataDir, database: 'gw', log: silent }))
      .rejects
      .toThrow(`Data directory ${test.dataDir} is in use by the engine of process ${test.engine.pid()}: stop that one or choose another directory.`)
  })

  it('is free after the engine closed, with its data in it', async () => {
    await test.database.command('CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a')
    await test.database.insert('t', ['a'], Buffer.from('[7]\n'), { token: '1' })
    await test.engine.close()
    expect(existsSync(join(test.dataDir, 'gridwall-engine.lock'))).toBe(false)
    const next = await startEmbeddedEngine({ dataDir: test.dataDir, database: 'gw', log: silent })
    const database = createDatabase(next.address)
    expect(await database.query('SELECT a FROM t')).toEqual([{ a: 7 }])
    await database.close()
    await next.close()
  })
})

describe('the end', () => {
  it('comes with the parent, however the parent dies, and leaves the directory usable', async () => {
    await test.engine.close()
    const parent = fork(HOLDER, [test.dataDir], { execArgv: ['--import', 'tsx'] })
    const [{ pid }] = await once(parent, 'message') as [{ pid: number }]
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await eventually(() => !isAlive(pid))
    const next = await startEmbeddedEngine({ dataDir: test.dataDir, database: 'gw', log: silent })
    await next.close()
  })

  it('waits for the answer of a query in flight', async () => {
    const answer = test.database.query('SELECT sum(sleepEachRow(0.1)) AS slept FROM numbers(5) SETTINGS max_block_size = 1')
    await eventually(async () => {
      const rows = await test.database.query<{ n: number }>('SELECT count() AS n FROM system.processes WHERE query LIKE \'%sleepEachRow%\' AND query NOT LIKE \'%processes%\'')
      return rows[0]?.n === 1
    })
    await test.engine.close()
    expect(await answer).toEqual([{ slept: 0 }])
    expect(test.engine.pid()).toBeNull()
  })

  it('is reported once when the engine cannot be brought back', async () => {
    const fatal: string[] = []
    const engine = await startEmbeddedEngine({
      dataDir: join(test.dataDir, 'other'),
      database: 'gw',
      log: silent,
      onFatal: error => fatal.push(error.message),
    })
    await eventually(() => {
      const pid = engine.pid()
      if (pid !== null && isAlive(pid))
        kill(pid)
      return fatal.length > 0
    })
    expect(engine.pid()).toBeNull()
    expect(fatal).toEqual([expect.stringContaining('cannot be kept running') as string])
    await engine.close()
  })
})
