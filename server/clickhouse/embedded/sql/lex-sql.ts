import { EngineException } from '../engine-exception.ts'

export interface Token {
  /** `word`: keyword, name or number; `quoted`: a name in backticks or double quotes. */
  kind: 'word' | 'quoted' | 'string' | 'symbol'
  /** As written; of a quoted name, without its quotes. */
  text: string
  start: number
  end: number
}

const BLANK = /\s/
const WORD = /\w/

/**
 * Tokens of one ClickHouse text, comments left out, read only as far as asked for. What
 * ClickHouse may read otherwise than this lexer is refused, not guessed at: typographic quotes
 * and other non-ASCII outside quotes, heredocs, `#` comments, nested block comments.
 * @throws {EngineException} SYNTAX_ERROR
 */
export function* lexSql(sql: string): Generator<Token, undefined> {
  let at = 0
  while (at < sql.length) {
    const char = sql[at] as string
    const next = sql[at + 1]
    if (BLANK.test(char) && char <= ' ') {
      at += 1
    }
    else if ((char === '-' && next === '-') || (char === '/' && next === '/')) {
      at = lineEnd(sql, at)
    }
    else if (char === '/' && next === '*') {
      at = blockCommentEnd(sql, at)
    }
    else {
      const token = readToken(sql, at, char)
      yield token
      at = token.end
    }
  }
}

function readToken(sql: string, start: number, char: string): Token {
  if (char === '\'' || char === '`' || char === '"') {
    const end = quoteEnd(sql, start, char)
    return char === '\''
      ? { kind: 'string', text: sql.slice(start, end), start, end }
      : { kind: 'quoted', text: sql.slice(start + 1, end - 1), start, end }
  }
  if (WORD.test(char)) {
    let end = start + 1
    while (end < sql.length && WORD.test(sql[end] as string)) end += 1
    return { kind: 'word', text: sql.slice(start, end), start, end }
  }
  if (char > '~' || char <= ' ' || char === '#' || char === '$')
    throw refusal(sql, start, `the embedded engine does not take ${JSON.stringify(char)} outside of quotes`)
  return { kind: 'symbol', text: char, start, end: start + 1 }
}

function quoteEnd(sql: string, start: number, quote: string): number {
  for (let at = start + 1; at < sql.length; at += 1) {
    if (sql[at] === '\\') {
      at += 1
    }
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote)
        return at + 1
      at += 1
    }
  }
  throw refusal(sql, start, `${quote} is not closed`)
}

function lineEnd(sql: string, start: number): number {
  const end = sql.indexOf('\n', start)
  return end < 0 ? sql.length : end + 1
}

function blockCommentEnd(sql: string, start: number): number {
  const end = sql.indexOf('*/', start + 2)
  if (end < 0)
    throw refusal(sql, start, 'a comment is not closed')
  if (sql.slice(start + 2, end).includes('/*'))
    throw refusal(sql, start, 'the embedded engine does not take comments within comments')
  return end + 2
}

function refusal(sql: string, at: number, what: string): EngineException {
  const line = sql.slice(0, at).split('\n').length
  return new EngineException('SYNTAX_ERROR', `Syntax error: failed at position ${at + 1} (line ${line}): ${what}.`)
}
