import type { Token } from './lex-sql.ts'
import { EngineException } from '../engine-exception.ts'
import { lexSql } from './lex-sql.ts'

/** `INSERT INTO table (columns) SETTINGS a = 1 ...` up to where its rows or their query begin. */
export interface InsertHead {
  table: string
  columns: string[]
  /** Settings that the statement brings of itself. */
  settings: Map<string, string>
  /** Where the table and its columns end: the place for a SETTINGS clause. */
  targetEnd: number
  /** Where VALUES, SELECT or WITH begins; after a FORMAT, where its data begins. */
  restStart: number
  /** The name after FORMAT: rows follow as data, not as SQL. */
  format: string | null
}

const ESCAPED = /\\(.)/gs
const REST = new Set(['values', 'select', 'with', 'from', '('])

/**
 * Reads no further than the head, for what follows FORMAT is data and not SQL.
 * @throws {EngineException} SYNTAX_ERROR
 */
export function parseInsert(sql: string): InsertHead {
  const tokens = lexSql(sql)
  let previous: Token | undefined
  let current = next()

  function next(): Token | undefined {
    return tokens.next().value
  }
  function is(text: string): boolean {
    return current !== undefined && current.kind !== 'quoted' && current.text.toLowerCase() === text
  }
  function take(expected: string): Token {
    if (current === undefined || (expected !== 'a name' && !is(expected)))
      throw unexpected(current, expected)
    previous = current
    current = next()
    return previous
  }
  function takeName(): string {
    if (current?.kind !== 'word' && current?.kind !== 'quoted')
      throw unexpected(current, 'a name')
    const parts = [take('a name').text]
    while (is('.')) {
      take('.')
      parts.push(take('a name').text)
    }
    return parts.join('.')
  }
  function takeColumns(): string[] {
    const columns: string[] = []
    take('(')
    do {
      if (columns.length > 0)
        take(',')
      columns.push(takeName())
    } while (is(','))
    take(')')
    return columns
  }
  function takeValue(): string {
    let value = ''
    while (current !== undefined && !is(',') && !is('format') && !REST.has(current.text.toLowerCase()))
      value += take('a name').text
    return value.startsWith('\'') ? value.slice(1, -1).replaceAll(ESCAPED, '$1') : value
  }
  function takeSettings(): Map<string, string> {
    const settings = new Map<string, string>()
    take('settings')
    do {
      if (settings.size > 0)
        take(',')
      const name = takeName()
      take('=')
      settings.set(name, takeValue())
    } while (is(','))
    return settings
  }

  take('insert')
  take('into')
  if (is('table'))
    take('table')
  const table = takeName()
  const columns = is('(') ? takeColumns() : []
  const targetEnd = previous?.end ?? 0
  const settings = is('settings') ? takeSettings() : new Map<string, string>()
  if (is('format')) {
    take('format')
    // The token after the format's name is data: nothing may read it as SQL.
    const format = current
    if (format?.kind !== 'word')
      throw unexpected(format, 'the name of a format')
    return { table, columns, settings, targetEnd, restStart: format.end, format: format.text }
  }
  if (current === undefined || !REST.has(current.text.toLowerCase()))
    throw unexpected(current, 'FORMAT, VALUES or SELECT')
  return { table, columns, settings, targetEnd, restStart: current.start, format: null }
}

function unexpected(token: Token | undefined, expected: string): EngineException {
  const where = token === undefined ? 'end of query' : `position ${token.start + 1} (${token.text})`
  return new EngineException('SYNTAX_ERROR', `Syntax error: failed at ${where}: expected ${expected}.`)
}
