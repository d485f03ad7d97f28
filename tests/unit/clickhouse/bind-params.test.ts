import { describe, expect, it } from 'vitest'
import { bindParams } from '../../../server/clickhouse/embedded/sql/bind-params.ts'

function bind(sql: string, params: Record<string, string>): string {
  return bindParams(sql, new Map(Object.entries(params)))
}

describe('binding parameters', () => {
  it('puts a value in as a literal of its type', () => {
    expect(bind('SELECT {n : UInt8}', { n: '7' })).toBe(`SELECT _CAST('7', 'UInt8')`)
  })

  it('keeps a value from ending its own literal', () => {
    expect(bind('SELECT {s:String}', { s: `\\'; DROP TABLE t; \\\\` })).toBe(`SELECT _CAST('\\'; DROP TABLE t; \\\\', 'String')`)
  })

  it('reads the escapes of the wire in plain values and leaves those inside of arrays', () => {
    expect(bind('{s:String}', { s: 'a\\tb' })).toBe(`_CAST('a\tb', 'String')`)
    expect(bind('{a:Array(String)}', { a: `['it\\'s']` })).toBe(`_CAST('[\\'it\\\\\\'s\\']', 'Array(String)')`)
  })

  it('makes NULL of the wire\'s mark for it, and only of that', () => {
    expect(bind('{x:Nullable(String)}', { x: '\\N' })).toBe(`_CAST(NULL, 'Nullable(String)')`)
    expect(bind('{x:Nullable(String)}', { x: '\\\\N' })).toBe(`_CAST('\\\\N', 'Nullable(String)')`)
  })

  it('quotes names', () => {
    expect(bind('SELECT * FROM {t:Identifier}', { t: 'a`b' })).toBe('SELECT * FROM `a\\`b`')
  })

  it('keeps types with commas, quotes and parentheses whole', () => {
    expect(bind(`{t:DateTime64(3, 'Asia/Shanghai')}`, { t: '1' })).toBe(`_CAST('1', 'DateTime64(3, \\'Asia/Shanghai\\')')`)
  })

  it('does not look for places in quotes, comments and map literals', () => {
    const sql = `SELECT '{a:Int8}', {'k':1} -- {b:Int8}`
    expect(bind(sql, {})).toBe(sql)
  })

  it('refuses a place without a value', () => {
    expect(() => bind('SELECT {missing:UInt8}', {})).toThrow(/Code: 456\..*`missing`/)
  })
})
