const QUOTES = new Set(['\'', '"', '`'])

/**
 * Statements of a migration file, without their semicolons. A semicolon counts outside of
 * quotes and comments only. Comments stay in the statement they precede; a part of nothing but
 * comments is no statement.
 */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let start = 0
  let empty = true
  let at = 0
  while (at < sql.length) {
    const end = skip(sql, at)
    const char = sql[at] as string
    if (end > at) {
      empty &&= !QUOTES.has(char)
      at = end
      continue
    }
    if (char === ';') {
      if (!empty)
        statements.push(sql.slice(start, at).trim())
      start = at + 1
      empty = true
    }
    else {
      empty &&= char.trim() === ''
    }
    at += 1
  }
  if (!empty)
    statements.push(sql.slice(start).trim())
  return statements
}

/** The end of the quote or comment that begins here; the same place where none does. */
function skip(sql: string, at: number): number {
  const char = sql[at] as string
  if (QUOTES.has(char))
    return quoteEnd(sql, at, char)
  if (sql.startsWith('--', at))
    return endOf(sql, '\n', at)
  return sql.startsWith('/*', at) ? endOf(sql, '*/', at) : at
}

function quoteEnd(sql: string, start: number, quote: string): number {
  for (let at = start + 1; at < sql.length; at += 1) {
    if (sql[at] === '\\')
      at += 1
    else if (sql[at] === quote)
      return at + 1
  }
  return sql.length
}

function endOf(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from)
  return found < 0 ? sql.length : found + mark.length
}
