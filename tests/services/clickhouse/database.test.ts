import type { AddressInfo } from 'node:net'
import type { TestEngine } from './start-test-engine.ts'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { startTestEngine } from './start-test-engine.ts'

let test: TestEngine
beforeAll(async () => {
  test = await startTestEngine()
})
afterAll(async () => test.close())

describe('values on their way', () => {
  it.each([
    ['String', 'a\'b"c`d\\e\tf\ng 满意 😀 \\N'],
    ['String', ''],
    ['Array(String)', ['it\'s', '\\', 'a\tb', '', '满意', '\\N']],
    ['Array(UInt64)', []],
    ['Nullable(String)', null],
    ['Nullable(String)', 'x'],
    ['UInt64', 9007199254740991],
    ['Int64', -9007199254740991],
    ['Float64', 1.5e-7],
    ['Bool', true],
    ['Array(Array(Int32))', [[1, 2], []]],
    ['LowCardinality(String)', 'x'],
  ])('keep their %s %j as a parameter', async (type, value) => {
    expect(await test.database.query(`SELECT {v:${type}} AS v`, { v: value })).toEqual([{ v: value }])
  })

  it('are times when given as a Date or as text', async () => {
    const rows = await test.database.query(
      `SELECT {d:DateTime64(3, 'UTC')} AS d, {t:DateTime64(3, 'Asia/Shanghai')} AS t`,
      { d: new Date('2024-05-01T02:03:04.567Z'), t: '2024-05-01 10:00:00.123' },
    )
    expect(rows).toEqual([{ d: '2024-05-01 02:03:04.567', t: '2024-05-01 10:00:00.123' }])
  })

  it('name tables', async () => {
    expect(await test.database.query('SELECT * FROM {db:Identifier}.{t:Identifier}', { db: 'system', t: 'one' })).toEqual([{ dummy: 0 }])
  })

  it('come as null where they are no numbers', async () => {
    expect(await test.database.query('SELECT nan AS a, inf AS b, 1/0 AS c, NULL AS d')).toEqual([{ a: null, b: null, c: null, d: null }])
  })

  it('are asked for when a parameter is missing', async () => {
    await expect(test.database.query('SELECT {x:String}')).rejects.toMatchObject({ kind: 'rejected', code: 456 })
  })

  it('may be a parameter of many kilobytes', async () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `370502001${i}`)
    expect(await test.database.query('SELECT length({ids:Array(String)}) AS n', { ids })).toEqual([{ n: 5000 }])
  })

  it('come as no rows when there are none', async () => {
    expect(await test.database.query('SELECT 1 WHERE 0')).toEqual([])
  })
})

describe('an insert', () => {
  const columns = ['day', 'n', 'note']
  const body = Buffer.from('["2024-05-01",2,"早"]\n["2024-05-01",3,null]\n["2024-05-02",5,"x"]\n')
  beforeAll(async () => {
    await test.database.command(`CREATE TABLE raw (day Date, n UInt64, note Nullable(String)) ENGINE = MergeTree ORDER BY day
      SETTINGS non_replicated_deduplication_window = 100`)
    await test.database.command(`CREATE TABLE days (day Date, n UInt64) ENGINE = SummingMergeTree ORDER BY day
      SETTINGS non_replicated_deduplication_window = 100`)
    await test.database.command('CREATE MATERIALIZED VIEW days_view TO days AS SELECT day, sum(n) AS n FROM raw GROUP BY day')
  })

  async function sums(): Promise<unknown> {
    return test.database.query(`SELECT (SELECT sum(n) FROM raw) AS base, (SELECT sum(n) FROM days) AS rolled, (SELECT count() FROM raw) AS rows`)
  }

  it('counts once however often it is repeated with its token, in the roll-up too', async () => {
    for (let tries = 0; tries < 3; tries += 1)
      await test.database.insert('raw', columns, body, { token: 'batch-1' })
    expect(await sums()).toEqual([{ base: 10, rolled: 10, rows: 3 }])
  })

  it('counts again with another token, though the rows are the same', async () => {
    await test.database.insert('raw', columns, body, { token: 'batch-2\'; --' })
    expect(await sums()).toEqual([{ base: 20, rolled: 20, rows: 6 }])
  })

  it('keeps NULL and other scripts', async () => {
    expect(await test.database.query('SELECT DISTINCT note FROM raw ORDER BY note')).toEqual([{ note: 'x' }, { note: '早' }, { note: null }])
  })

  it('is rejected for good when the table or a column is not there', async () => {
    await expect(test.database.insert('nowhere', columns, body, { token: '1' })).rejects.toMatchObject({ kind: 'rejected', code: 60 })
    await expect(test.database.insert('raw', ['day', 'nothing'], body, { token: '1' })).rejects.toMatchObject({ kind: 'rejected' })
    await expect(test.database.insert('raw (day) SELECT 1 --', columns, body, { token: '1' })).rejects.toMatchObject({ kind: 'rejected', code: null })
  })
})

describe('a ClickHouse that is not there', () => {
  it('is unreachable when nobody listens', async () => {
    const away = createDatabase({ ...test.engine.address, url: 'http://127.0.0.1:1' })
    await expect(away.query('SELECT 1')).rejects.toMatchObject({ kind: 'unreachable' })
    expect(await away.ping()).toBe(false)
    await away.close()
  })

  it('is unreachable when it takes the request and never answers', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const { port } = mute.address() as AddressInfo
    const database = createDatabase({ ...test.engine.address, url: `http://127.0.0.1:${port}` })
    await expect(database.query('SELECT 1', {}, { timeoutMs: 50 }))
      .rejects
      .toMatchObject({ kind: 'unreachable', message: expect.stringContaining('did not answer') as string })
    await database.close()
    mute.closeAllConnections()
    mute.close()
  })
})
