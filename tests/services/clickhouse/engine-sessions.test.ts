import type { TestEngine } from './start-test-engine.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './eventually.ts'
import { startTestEngine } from './start-test-engine.ts'

const ENDLESS = 'SELECT count() AS n FROM numbers(100000000000) WHERE NOT ignore(sipHash64(number))'

describe('an engine of one session', () => {
  let test: TestEngine
  beforeAll(async () => {
    test = await startTestEngine({ sessions: 1 })
  })
  afterAll(async () => test.close())

  it('does not put the output of a failed query in front of the next answer', async () => {
    const failing = 'SELECT number, throwIf(number = 150000) AS t FROM numbers(200000)'
    for (let round = 0; round < 5; round += 1) {
      await expect(test.database.query(failing)).rejects.toMatchObject({ kind: 'rejected', code: 395 })
      expect(await test.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    }
  })

  it('does not keep the settings of a request for the next one', async () => {
    const sql = `SELECT getSetting('max_block_size') AS size`
    const settings = { max_block_size: 77 }
    expect(await test.database.query(sql, {}, { settings })).toEqual([{ size: 77 }])
    const [next] = await test.database.query<{ size: number }>(sql)
    expect(next?.size).not.toBe(77)
  })

  it('goes on in its own database after a request to another', async () => {
    const { url, username, password } = test.engine.address
    const response = await fetch(`${url}/?database=system&query=SELECT+currentDatabase()`, {
      headers: { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password },
    })
    expect(await response.text()).toBe('system\n')
    expect(await test.database.query('SELECT currentDatabase() AS d')).toEqual([{ d: 'gw' }])
  })

  it('stops a query at its time limit and says so', async () => {
    await expect(test.database.query(ENDLESS, {}, { timeoutMs: 200 }))
      .rejects
      .toMatchObject({ kind: 'transient', code: 159 })
  })

  it('stops an answer that grows beyond its bound', async () => {
    await expect(test.database.query('SELECT repeat(toString(number % 10), 1000) AS x FROM numbers(1000000)'))
      .rejects
      .toMatchObject({ kind: 'rejected', code: 396 })
  })
})

describe('an engine of four sessions', () => {
  let test: TestEngine
  beforeAll(async () => {
    test = await startTestEngine()
  })
  afterAll(async () => test.close())

  async function isRunning(mark: string): Promise<boolean> {
    const rows = await test.database.query(
      'SELECT 1 FROM system.processes WHERE position(query, {mark:String}) > 0 AND position(query, \'system.processes\') = 0',
      { mark },
    )
    return rows.length > 0
  }

  it('ends the query inside of ClickHouse when its caller goes away', async () => {
    const abort = new AbortController()
    const endless = test.database.query(`${ENDLESS} AND 'read' = 'read'`, {}, { signal: abort.signal })
    await eventually(async () => isRunning('read'))
    abort.abort()
    await expect(endless).rejects.toMatchObject({ kind: 'transient', code: 394 })
    await eventually(async () => !await isRunning('read'))
  })

  it('ends it when every session is busy, and serves who waited', async () => {
    const abort = new AbortController()
    const busy = ['a', 'b', 'c', 'd'].map(async mark =>
      test.database.query(`${ENDLESS} AND '${mark}' != 'x'`, {}, { signal: abort.signal }))
    const waiting = test.database.query('SELECT 2 AS two')
    await sleep(100)
    abort.abort()
    await Promise.allSettled(busy)
    expect(await waiting).toEqual([{ two: 2 }])
  })

  it('gives each of 20 parallel queries its own answer', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => i + 1)
    const answers = await Promise.all(numbers.map(async i =>
      test.database.query('SELECT {i:UInt8} AS i, {s:String} AS s, sum(number) AS sum FROM numbers({i:UInt8} * 1000)', { i, s: `s${i}` })))
    expect(answers).toEqual(numbers.map(i => [{ i, s: `s${i}`, sum: i * 1000 * (i * 1000 - 1) / 2 }]))
  })

  it('keeps answers apart when every other query fails half way', async () => {
    const numbers = Array.from({ length: 40 }, (_, i) => i)
    const answers = await Promise.allSettled(numbers.map(async i => i % 2 === 0
      ? test.database.query('SELECT {i:UInt8} AS i', { i })
      : test.database.query('SELECT number, throwIf(number = 150000) FROM numbers(200000)')))
    expect(answers.map(answer => answer.status === 'fulfilled' ? answer.value : null))
      .toEqual(numbers.map(i => i % 2 === 0 ? [{ i }] : null))
  })
})
