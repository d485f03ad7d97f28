import type { Plan, StatementRequest } from '../../../server/clickhouse/embedded/sql/plan-statement.ts'
import { describe, expect, it } from 'vitest'
import { planStatement } from '../../../server/clickhouse/embedded/sql/plan-statement.ts'

const FORBIDDEN = { functions: new Set<string>(), engines: new Set<string>() }

function plan(sql: string, given: Partial<StatementRequest> = {}): Plan {
  return planStatement({
    sql,
    rows: null,
    params: new Map(),
    settings: new Map([['a', '1']]),
    defaultFormat: 'TabSeparated',
    ...given,
  }, FORBIDDEN)
}

function text(sql: string): string {
  const planned = plan(sql)
  return planned.kind === 'text' ? planned.sql : ''
}

describe('settings of a text', () => {
  it('follow the statement after a FORMAT, on a line of their own', () => {
    expect(text('SELECT 1 -- x')).toBe('SELECT 1 -- x\nFORMAT TabSeparated SETTINGS a = \'1\'')
  })

  it('follow the statement\'s own FORMAT, and a semicolon does not come between', () => {
    expect(text('SELECT 1 FORMAT JSON;')).toBe('SELECT 1 FORMAT JSON\nSETTINGS a = \'1\'')
  })

  it('join those after the FORMAT and yield to them', () => {
    expect(text('SELECT 1 FORMAT JSON SETTINGS b = 2')).toBe('SELECT 1 FORMAT JSON SETTINGS b = 2\n, a = \'1\'')
    expect(text('SELECT 1 FORMAT JSON SETTINGS a = 2')).toBe('SELECT 1 FORMAT JSON SETTINGS a = 2')
  })

  it('do not take a column named format for the clause', () => {
    expect(text('SELECT format FROM t')).toBe('SELECT format FROM t\nFORMAT TabSeparated SETTINGS a = \'1\'')
  })

  it('come before the rows or the query of an INSERT', () => {
    expect(text('INSERT INTO t (x) VALUES (1)')).toBe('INSERT INTO t (x) SETTINGS a = \'1\' VALUES (1)')
    expect(text('INSERT INTO d.t SETTINGS a = 2, c = \'x\' SELECT 1')).toBe('INSERT INTO d.t SETTINGS a = \'2\', c = \'x\' SELECT 1')
  })

  it('stay away where ClickHouse takes none', () => {
    expect(text('SYSTEM STOP MERGES')).toBe('SYSTEM STOP MERGES')
  })

  it('cannot leave the clause', () => {
    expect(text('SELECT 1')).toBe('SELECT 1\nFORMAT TabSeparated SETTINGS a = \'1\'')
    expect(() => plan('SELECT 1', { settings: new Map([['a = 1, b', '2']]) })).toThrow(/Code: 36\./)
    const quoted = plan('SELECT 1', { settings: new Map([['a', '1\', b = \'2']]) })
    expect(quoted).toMatchObject({ sql: expect.stringContaining(`a = '1\\', b = \\'2'`) as string })
  })
})

describe('rows', () => {
  it('are taken apart from the statement, untouched', () => {
    const rows = Buffer.from('[1,"a"]\n[2,"b"]\n')
    expect(plan('INSERT INTO `d`.t (x, y) FORMAT JSONCompactEachRow', { rows })).toEqual({
      kind: 'rows',
      table: 'd.t',
      columns: ['x', 'y'],
      format: 'JSONCompactEachRow',
      settings: { a: '1' },
      rows,
    })
  })

  it('may stand behind the statement itself', () => {
    const planned = plan('INSERT INTO t FORMAT JSONEachRow\n{"x":"说；;明"}')
    expect(planned).toMatchObject({ kind: 'rows', rows: Buffer.from('{"x":"说；;明"}') })
  })

  it.each([
    ['a blank line, which would end the data', '[1]\n\nDROP TABLE t'],
    ['a line that is no row', '[1]\n DROP TABLE t'],
    ['a blank line in front', '\n[1]'],
    ['a line of a carriage return', '[1]\r\n\r\n[2]'],
    ['a second blank line at the end', '[1]\n\n'],
  ])('are refused with %s', (_, rows) => {
    expect(() => plan('INSERT INTO t FORMAT JSONCompactEachRow', { rows: Buffer.from(rows) }))
      .toThrow(/Code: 117\. .*Line \d/)
  })

  it('are refused in other formats', () => {
    expect(() => plan('INSERT INTO t FORMAT CSV', { rows: Buffer.from('1') })).toThrow(/Code: 73\..*CSV/)
  })

  it('are refused beside statements that take none', () => {
    expect(() => plan('SELECT 1', { rows: Buffer.from('1') })).toThrow(/Code: 36\./)
    expect(() => plan('INSERT INTO t VALUES (1)', { rows: Buffer.from('1') })).toThrow(/Code: 36\./)
  })
})

it('refuses an empty query', () => {
  expect(() => plan(' -- nothing')).toThrow(/Code: 62\..*empty/)
})
