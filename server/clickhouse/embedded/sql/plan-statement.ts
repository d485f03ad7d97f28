import type { RowFormat } from './check-rows.ts'
import type { ForbiddenNames } from './guard-statement.ts'
import type { Token } from './lex-sql.ts'
import { EngineException } from '../engine-exception.ts'
import { bindParams } from './bind-params.ts'
import { checkRows } from './check-rows.ts'
import { guardStatement } from './guard-statement.ts'
import { lexSql } from './lex-sql.ts'
import { parseInsert } from './parse-insert.ts'
import { buildSettingsList } from './settings-clause.ts'

export interface StatementRequest {
  sql: string
  /** Rows of an insert; null when the request brings none. */
  rows: Buffer | null
  /** Values of `{name:Type}` places, escaped as in TSV. */
  params: ReadonlyMap<string, string>
  /** Settings of this statement; those it names itself win. */
  settings: ReadonlyMap<string, string>
  /** Of an answer whose statement has no FORMAT clause. */
  defaultFormat: string
}

/** What to hand to the engine: a text to run, or rows to append. */
export type Plan
  = | { kind: 'text', sql: string, format: string }
    | RowsPlan

export interface RowsPlan {
  kind: 'rows'
  table: string
  columns: string[]
  format: RowFormat
  settings: Record<string, string>
  rows: Buffer
}

/** @throws {EngineException} when the statement is not one the engine may run */
export function planStatement(request: StatementRequest, forbidden: ForbiddenNames): Plan {
  const first = lexSql(request.sql).next().value?.text.toLowerCase()
  if (first === undefined)
    throw new EngineException('SYNTAX_ERROR', 'Syntax error: the query is empty.')
  if (first === 'insert') {
    const head = parseInsert(request.sql)
    if (head.format !== null)
      return planRows(request, head.format)
  }
  if (request.rows !== null && request.rows.length > 0)
    throw new EngineException('BAD_ARGUMENTS', 'A body beside a query is taken as rows of INSERT ... FORMAT, and this is another statement.')
  const sql = bindParams(request.sql, request.params)
  const tokens = [...lexSql(sql)]
  guardStatement(tokens, forbidden)
  return first === 'insert'
    ? { kind: 'text', sql: spliceIntoInsert(sql, request.settings), format: request.defaultFormat }
    : planText(sql, tokens, first, request)
}

function planRows(request: StatementRequest, format: string): Plan {
  const head = parseInsert(request.sql)
  const inline = Buffer.from(request.sql.slice(head.restStart).trimStart())
  const rows = inline.length === 0
    ? request.rows ?? inline
    : Buffer.concat([inline, request.rows ?? Buffer.alloc(0)])
  checkRows(rows, format)
  const settings = new Map([...request.settings, ...head.settings])
  // Only checks the names here: chdb writes the clause of an insert of rows itself.
  buildSettingsList(settings)
  return { kind: 'rows', table: head.table, columns: head.columns, format, settings: Object.fromEntries(settings), rows }
}

function spliceIntoInsert(sql: string, settings: ReadonlyMap<string, string>): string {
  const head = parseInsert(sql)
  const list = buildSettingsList(new Map([...settings, ...head.settings]))
  const rest = sql.slice(head.restStart)
  return list === '' ? sql : `${sql.slice(0, head.targetEnd)} SETTINGS ${list} ${rest}`
}

function planText(
  sql: string,
  tokens: readonly Token[],
  first: string,
  request: StatementRequest,
): Plan {
  const semicolon = tokens.at(-1)?.text === ';' ? tokens.at(-1) : undefined
  const body = semicolon === undefined ? tokens : tokens.slice(0, -1)
  const text = semicolon === undefined ? sql : sql.slice(0, semicolon.start)
  const format = findFormat(body)
  const answer = format?.name ?? request.defaultFormat
  if (first === 'system')
    return { kind: 'text', sql: text, format: answer }
  const own = format === null ? new Set<string>() : settingNames(body.slice(format.at + 2))
  const list = buildSettingsList(new Map([...request.settings].filter(([name]) => !own.has(name))))
  // A line of its own: the statement may end in a comment.
  const lead = own.size > 0
    ? '\n, '
    : format !== null || first === 'delete' || first === 'update' ? '\nSETTINGS ' : `\nFORMAT ${answer} SETTINGS `
  return { kind: 'text', sql: list === '' ? text : text + lead + list, format: answer }
}

/** The FORMAT clause: the last thing but for SETTINGS. */
function findFormat(tokens: readonly Token[]): { name: string, at: number } | null {
  for (let at = tokens.length - 2; at >= 0; at -= 1) {
    const name = tokens[at + 1] as Token
    const after = tokens[at + 2]
    if (isWord(tokens[at], 'format') && name.kind === 'word' && (after === undefined || isWord(after, 'settings')))
      return { name: name.text, at }
  }
  return null
}

function settingNames(tokens: readonly Token[]): Set<string> {
  return new Set(tokens.filter((token, at) => token.kind === 'word' && tokens[at + 1]?.text === '=').map(token => token.text))
}

function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === text
}
