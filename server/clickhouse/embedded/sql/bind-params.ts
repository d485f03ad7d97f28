import type { Token } from './lex-sql.ts'
import { EngineException } from '../engine-exception.ts'
import { lexSql } from './lex-sql.ts'
import { quoteName, quoteString } from './quote.ts'

/** Composites carry their own quoting inside and are read as they stand. */
const COMPOSITE = /^(?:Array|Tuple)\s*\(/
const MAP = /^Map\s*\(/
const ESCAPED = /\\(.)/gs

interface Place { name: string, type: string, start: number, end: number }

/**
 * Puts values into the `{name:Type}` places of a statement as typed literals, which is what
 * ClickHouse does too. chdb's own binding is not used: it keeps values per process, so that
 * parametrised queries of two sessions have to wait for one another. The values are as
 * `@clickhouse/client` writes them: escaped as in TSV.
 * @throws {EngineException} UNKNOWN_QUERY_PARAMETER when a place has no value
 */
export function bindParams(sql: string, params: ReadonlyMap<string, string>): string {
  if (!sql.includes('{'))
    return sql
  let bound = ''
  let done = 0
  for (const place of findPlaces(sql)) {
    const value = params.get(place.name)
    if (value === undefined)
      throw new EngineException('UNKNOWN_QUERY_PARAMETER', `Substitution \`${place.name}\` is not set.`)
    bound += sql.slice(done, place.start) + toLiteral(value, place.type)
    done = place.end
  }
  return bound + sql.slice(done)
}

function* findPlaces(sql: string): Generator<Place> {
  const tokens = [...lexSql(sql)]
  for (const [at, open] of tokens.entries()) {
    const name = tokens[at + 1]
    const colon = tokens[at + 2]
    if (!isSymbol(open, '{') || name?.kind !== 'word' || !isSymbol(colon, ':'))
      continue
    const close = tokens.find(token => token.start > colon.start && isSymbol(token, '}'))
    if (close === undefined)
      throw new EngineException('SYNTAX_ERROR', `Syntax error: the place of \`${name.text}\` is not closed.`)
    const type = sql.slice(colon.end, close.start).trim()
    yield { name: name.text, type, start: open.start, end: close.end }
  }
}

function isSymbol(token: Token | undefined, text: string): token is Token {
  return token?.kind === 'symbol' && token.text === text
}

function toLiteral(value: string, type: string): string {
  if (type === 'Identifier')
    return quoteName(unescape(value))
  if (value === '\\N')
    return `_CAST(NULL, ${quoteString(type)})`
  if (COMPOSITE.test(type))
    return `_CAST(${quoteString(value)}, ${quoteString(type)})`
  // ClickHouse casts no text to a Map.
  if (MAP.test(type))
    throw new EngineException('NOT_IMPLEMENTED', `The embedded engine takes no parameter of type ${type}; pass two arrays.`)
  return `_CAST(${quoteString(unescape(value))}, ${quoteString(type)})`
}

const ESCAPES: Readonly<Record<string, string>> = { 0: '\0', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function unescape(text: string): string {
  return text.replaceAll(ESCAPED, (_, char: string) => ESCAPES[char] ?? char)
}
