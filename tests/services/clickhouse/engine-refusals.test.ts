import type { TestEngine } from './start-test-engine.ts'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { rawRequest } from './raw-request.ts'
import { startTestEngine } from './start-test-engine.ts'

let test: TestEngine
beforeAll(async () => {
  test = await startTestEngine()
})
afterAll(async () => test.close())

async function tables(): Promise<string[]> {
  const rows = await test.database.query<{ name: string }>('SHOW TABLES')
  return rows.map(row => row.name)
}

describe('who may ask', () => {
  it('turns away a wrong password the way ClickHouse does', async () => {
    const wrong = createDatabase({ ...test.engine.address, password: 'wrong' })
    await expect(wrong.query('SELECT 1')).rejects.toMatchObject({ kind: 'rejected', code: 516 })
    expect(await wrong.ping()).toBe(false)
    await wrong.close()
    const answer = await rawRequest(test.engine.address, {}, { body: 'SELECT 1', headers: { Authorization: '' } })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe('516')
    expect(answer.text).toMatch(/^Code: 516\. DB::Exception: .* \(AUTHENTICATION_FAILED\)\n$/)
  })

  it('answers a ping without a password and nothing else', async () => {
    const { url } = test.engine.address
    expect(await (await fetch(`${url}/ping`)).text()).toBe('Ok.\n')
    expect((await fetch(`${url}/?query=SELECT+1`)).status).toBe(403)
    expect((await fetch(`${url}/play`)).status).toBe(404)
  })

  it('listens on the loopback only', () => {
    expect(new URL(test.engine.address.url).hostname).toBe('127.0.0.1')
  })
})

describe('what may be asked', () => {
  it('runs none of several statements', async () => {
    await expect(test.database.command('CREATE TABLE one (x Int8) ENGINE = Memory; CREATE TABLE two (x Int8) ENGINE = Memory'))
      .rejects
      .toMatchObject({ kind: 'rejected', code: 62 })
    expect(await tables()).toEqual([])
  })

  it.each([
    `SELECT * FROM file('/etc/hostname', 'LineAsString')`,
    `SELECT file('/etc/hostname')`,
    `SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')`,
    `SELECT * FROM executable('x.sh', 'TabSeparated', 'x String')`,
    `SELECT * FROM remote('127.0.0.1', system.one)`,
    `CREATE TABLE f (x String) ENGINE = File(TabSeparated, '/etc/hostname')`,
    `CREATE TABLE f ENGINE URL('http://127.0.0.1:1/', 'CSV')`,
    `CREATE DATABASE f ENGINE = Filesystem('/etc')`,
    `SELECT 1 INTO OUTFILE '/tmp/gridwall-outfile'`,
    `INSERT INTO FUNCTION file('/tmp/gridwall-outfile', 'CSV', 'x Int8') SELECT 1`,
    'SET max_threads = 1',
    'SYSTEM SHUTDOWN',
  ])('refuses %s', async (sql) => {
    await expect(test.database.command(sql)).rejects.toMatchObject({ kind: 'rejected' })
    expect(await tables()).toEqual([])
  })

  it('shows no files of the machine as tables', async () => {
    await expect(test.database.query('SELECT * FROM default.`/etc/hostname`')).rejects.toMatchObject({ code: 81 })
    await expect(test.database.query('SELECT * FROM `/etc/hostname`')).rejects.toMatchObject({ code: 60 })
    expect(await rawRequest(test.engine.address, { database: 'default' }, { body: 'SELECT 1' }))
      .toMatchObject({ status: 404, text: expect.stringContaining('Code: 81.') as string })
  })

  it('refuses what would need a memory of earlier requests', async () => {
    const answer = await rawRequest(test.engine.address, { session_id: 'mine' }, { body: 'SELECT 1' })
    expect(answer).toMatchObject({ status: 501, text: expect.stringContaining('session_id') as string })
  })
})

describe('rows', () => {
  const insert = { query: 'INSERT INTO rows (a, b) FORMAT JSONCompactEachRow' }
  beforeEach(async () => {
    await test.database.command('CREATE OR REPLACE TABLE rows (a Int32, b String) ENGINE = MergeTree ORDER BY a')
  })

  async function stored(): Promise<unknown> {
    return test.database.query('SELECT a, b FROM rows ORDER BY a')
  }

  it('are not stored, nor what follows them run, when a blank line is among them', async () => {
    const answer = await rawRequest(test.engine.address, insert, { body: '[1,"a"]\n\nCREATE TABLE evil (x Int8) ENGINE = Memory' })
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('Line 2 of the rows') as string })
    expect(await stored()).toEqual([])
    expect(await tables()).toEqual(['rows'])
  })

  it('may hold anything a statement would trip over', async () => {
    const rows = [[1, 'a; DROP TABLE rows; --'], [2, 'two\n\nlines'], [3, '\'"`\\ 满意 😀 \0']]
    const answer = await rawRequest(test.engine.address, insert, { body: rows.map(row => JSON.stringify(row)).join('\n') })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ written_rows: '3' })
    expect(await stored()).toEqual(rows.map(([a, b]) => ({ a, b })))
  })

  it('are all or nothing when one of them is broken', async () => {
    const answer = await rawRequest(test.engine.address, insert, { body: '[1,"a"]\n[oops\n' })
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('Code: 27.') as string })
    expect(await stored()).toEqual([])
  })

  it('are taken packed, and refused when the packing is broken or hides too much', async () => {
    const headers = { 'Content-Encoding': 'gzip' }
    const send = async (body: string | Buffer<ArrayBuffer>): Promise<number> =>
      (await rawRequest(test.engine.address, insert, { body, headers })).status
    expect(await send(gzipSync('[1,"a"]\n'))).toBe(200)
    expect(await stored()).toEqual([{ a: 1, b: 'a' }])
    expect(await send('not gzip')).toBe(400)
    expect(await send(gzipSync(Buffer.alloc(65 * 1024 * 1024, '[')))).toBe(413)
  })
})

it('packs answers when asked to', async () => {
  const answer = await rawRequest(test.engine.address, { enable_http_compression: '1', default_format: 'JSONEachRow' }, {
    body: 'SELECT number AS n FROM numbers(3)',
    headers: { 'Accept-Encoding': 'gzip' },
  })
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(answer.headers.get('x-clickhouse-format')).toBe('JSONEachRow')
  expect(answer.text).toBe('{"n":0}\n{"n":1}\n{"n":2}\n')
})
