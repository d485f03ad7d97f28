import { describe, expect, it } from 'vitest'
import { lexSql } from '../../../server/clickhouse/embedded/sql/lex-sql.ts'

function texts(sql: string): string[] {
  return Array.from(lexSql(sql), token => token.text)
}

describe('tokens of a ClickHouse text', () => {
  it('leaves out blanks and every kind of comment', () => {
    expect(texts('SELECT 1 -- a\n+ 2 /* b ; */ // c\n+ 3')).toEqual(['SELECT', '1', '+', '2', '+', '3'])
  })

  it('holds quoted text together whatever is in it', () => {
    expect(texts(`'a''b\\'; --' \`x(\` "y;"`)).toEqual([`'a''b\\'; --'`, 'x(', 'y;'])
  })

  it('takes other scripts within quotes and comments', () => {
    expect(texts('SELECT \'满意\' -- 说明\n')).toEqual(['SELECT', '\'满意\''])
  })

  it.each([
    ['typographic quotes, which ClickHouse reads as quotes', 'SELECT ‘x’'],
    ['the typographic minus, which ClickHouse reads as a minus', 'SELECT 1 −− 2'],
    ['heredocs', 'SELECT $tag$ ; $tag$'],
    ['hash comments', 'SELECT 1 # ; x'],
    ['comments within comments', 'SELECT 1 /* /* */ ; */'],
    ['a quote without an end', 'SELECT \'x'],
    ['a comment without an end', 'SELECT 1 /* x'],
    ['a NUL', 'SELECT 1\0; SELECT 2'],
  ])('refuses %s', (_, sql) => {
    expect(() => texts(sql)).toThrow(/Code: 62\..*position/)
  })
})
