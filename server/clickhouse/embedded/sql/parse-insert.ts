import { TokenReader } from './token-reader.ts'

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

const REST = new Set(['values', 'select', 'with', 'from', '('])
const AFTER_VALUE = new Set([...REST, ',', 'format'])
const ESCAPED = /\\(.)/gs

/**
 * Reads no further than the head, for what follows FORMAT is data and not SQL.
 * @throws {EngineException} SYNTAX_ERROR
 */
export function parseInsert(sql: string): InsertHead {
  const reader = new TokenReader(sql)
  reader.take('insert')
  reader.take('into')
  if (reader.at('table'))
    reader.take('table')
  const table = reader.takeName()
  const columns = reader.at('(') ? takeColumns(reader) : []
  const targetEnd = reader.end
  const settings = reader.at('settings') ? takeSettings(reader) : new Map<string, string>()
  return { table, columns, settings, targetEnd, ...takeStart(reader) }
}

function takeStart(reader: TokenReader): Pick<InsertHead, 'format' | 'restStart'> {
  const start = reader.next
  if (start !== undefined && reader.atAny(REST))
    return { format: null, restStart: start.start }
  if (!reader.at('format'))
    throw reader.unexpected('FORMAT, VALUES or SELECT')
  reader.take('format')
  // Looked at and not taken: taking it would read its data as SQL.
  const format = reader.next
  if (format?.kind !== 'word')
    throw reader.unexpected('the name of a format')
  return { format: format.text, restStart: format.end }
}

function takeColumns(reader: TokenReader): string[] {
  reader.take('(')
  const columns = [reader.takeName()]
  while (reader.at(',')) {
    reader.take(',')
    columns.push(reader.takeName())
  }
  reader.take(')')
  return columns
}

function takeSettings(reader: TokenReader): Map<string, string> {
  const settings = new Map<string, string>()
  reader.take('settings')
  for (;;) {
    const name = reader.takeName()
    reader.take('=')
    settings.set(name, takeValue(reader))
    if (!reader.at(','))
      return settings
    reader.take(',')
  }
}

/** The text of a literal: `-1.5` and `'x'` alike. */
function takeValue(reader: TokenReader): string {
  let value = ''
  while (reader.next !== undefined && !reader.atAny(AFTER_VALUE))
    value += reader.takeAny().text
  return value.startsWith('\'') ? value.slice(1, -1).replaceAll(ESCAPED, '$1') : value
}
