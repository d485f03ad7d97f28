import type { TestEngine } from './start-test-engine.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEngine } from './start-test-engine.ts'

describe('statements that change tables', () => {
  let test: TestEngine
  beforeAll(async () => {
    test = await startTestEngine()
  })
  afterAll(async () => test.close())

  it.each([
    'CREATE TABLE t (a Int32, b String) ENGINE = MergeTree ORDER BY a SETTINGS index_granularity = 1024',
    'CREATE TABLE sums (a Int32, n UInt64) ENGINE = SummingMergeTree ORDER BY a',
    'CREATE MATERIALIZED VIEW v TO sums AS SELECT a, count() AS n FROM t GROUP BY a',
    'INSERT INTO t VALUES (1, \'a\'), (2, \'b;\n\nc\')',
    'INSERT INTO t (a, b) SELECT number + 3, \'x\' FROM numbers(3)',
    'INSERT INTO t SELECT {n:Int32}, {s:String}',
    'ALTER TABLE t ADD COLUMN c UInt8 DEFAULT 7',
    'ALTER TABLE t UPDATE b = \'changed\' WHERE a = 1',
    'DELETE FROM t WHERE a = 2 -- a comment at the end',
    'OPTIMIZE TABLE t FINAL;',
    'SYSTEM STOP MERGES t',
    'SYSTEM START MERGES t',
    'KILL MUTATION WHERE 0',
    'CREATE OR REPLACE VIEW w AS SELECT max(a) AS most FROM t',
    'RENAME TABLE w TO x',
    'DROP VIEW x',
  ])('runs: %s', async (sql) => {
    const settings = { mutations_sync: 1, max_threads: 1, log_comment: 'it\'s mine' }
    await expect(test.database.command(sql, { n: 9, s: 'nine' }, { settings })).resolves.toBeUndefined()
  })

  it('leaves their effects and nothing else', async () => {
    expect(await test.database.query('SELECT a, c FROM t ORDER BY a')).toEqual([1, 3, 4, 5, 9].map(a => ({ a, c: 7 })))
    expect(await test.database.query('SELECT sum(n) AS n FROM sums')).toEqual([{ n: 6 }])
    const [view] = await test.database.query<{ statement: string }>('SHOW CREATE TABLE v')
    expect(view?.statement).not.toContain('SETTINGS')
    const [table] = await test.database.query<{ statement: string }>('SHOW CREATE TABLE t')
    expect(table?.statement).toMatch(/SETTINGS index_granularity = 1024$/)
  })

  it.each([
    ['EXPLAIN SELECT 1', 1],
    ['SHOW TABLES', 3],
    ['DESCRIBE TABLE t', 3],
    ['(SELECT 1) UNION ALL (SELECT 2)', 2],
    ['WITH 1 AS one SELECT one', 1],
    ['SELECT 1 SETTINGS max_threads = 1', 1],
  ])('answers %s', async (sql, rows) => {
    const answer = await test.database.query(sql)
    expect(answer.length).toBeGreaterThanOrEqual(rows)
  })
})
