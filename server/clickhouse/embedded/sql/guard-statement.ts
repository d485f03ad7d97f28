import type { Token } from './lex-sql.ts'
import { EngineException } from '../engine-exception.ts'

/** Lower-case names that a request may not use: they reach files, networks or programs. */
export interface ForbiddenNames {
  functions: ReadonlySet<string>
  engines: ReadonlySet<string>
}

const STATEMENTS = new Set([
  'select',
  'with',
  'from',
  '(',
  'insert',
  'create',
  'alter',
  'drop',
  'undrop',
  'truncate',
  'rename',
  'exchange',
  'optimize',
  'delete',
  'update',
  'check',
  'show',
  'describe',
  'desc',
  'exists',
  'explain',
  'kill',
  'system',
])
const CREATED = new Set(['or', 'table', 'database', 'view', 'materialized'])
const SYSTEM_COMMANDS = new Set(['start', 'stop', 'flush', 'drop', 'clear', 'sync'])

/**
 * Lets through one statement that works on tables and leaves no trace in its session.
 * @throws {EngineException} SYNTAX_ERROR for several statements, QUERY_NOT_ALLOWED for the rest
 */
export function guardStatement(tokens: readonly Token[], forbidden: ForbiddenNames): void {
  const words = tokens.map(token => token.text.toLowerCase())
  if (tokens.some((token, at) => isSymbol(token, ';') && at < tokens.length - 1))
    throw new EngineException('SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed): send one statement a request.')
  guardKind(words)
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' && token.kind !== 'quoted')
      continue
    const word = words[at] as string
    if (isSymbol(tokens[at + 1], '(') && forbidden.functions.has(word))
      throw notAllowed(`${token.text}() reaches outside of the engine`)
    if (word === 'engine') {
      const name = words[isSymbol(tokens[at + 1], '=') ? at + 2 : at + 1]
      if (name !== undefined && forbidden.engines.has(name))
        throw notAllowed(`ENGINE ${name} reaches outside of the engine`)
    }
    if ((word === 'outfile' && words[at - 1] === 'into') || (word === 'infile' && words[at - 1] === 'from'))
      throw notAllowed(`${token.text.toUpperCase()} reads or writes files of the server`)
  }
}

function guardKind(words: readonly string[]): void {
  const [first = '', second = ''] = words
  if (first === 'set' || first === 'use')
    throw notAllowed(`${first.toUpperCase()} would stay in force for later requests; pass settings and database with the request`)
  if (!STATEMENTS.has(first))
    throw notAllowed(`a statement cannot begin with ${JSON.stringify(first)}`)
  if (first === 'create' && !CREATED.has(second))
    throw notAllowed(`CREATE ${second.toUpperCase()} is left to a ClickHouse server`)
  if (first === 'create' && words.includes('temporary'))
    throw notAllowed('temporary tables would stay visible to later requests')
  if (first === 'system' && !SYSTEM_COMMANDS.has(second))
    throw notAllowed(`SYSTEM ${second.toUpperCase()} is left to a ClickHouse server`)
  if (first === 'kill' && words.includes('sync'))
    throw notAllowed('KILL ... SYNC never returns in the embedded engine; use ASYNC')
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text
}

function notAllowed(why: string): EngineException {
  return new EngineException('QUERY_NOT_ALLOWED', `Query is not allowed: ${why}.`)
}
