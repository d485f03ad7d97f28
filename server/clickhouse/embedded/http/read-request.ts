import type { IncomingHttpHeaders } from 'node:http'
import type { StatementRequest } from '../sql/plan-statement.ts'
import { EngineException } from '../engine-exception.ts'
import { LIMITS } from '../limits.ts'

/** What of the URL is about the exchange itself and no setting of the query. */
const NOT_SETTINGS = new Set([
  'query',
  'database',
  'default_format',
  'query_id',
  'user',
  'password',
  'wait_end_of_query',
  'buffer_size',
  'enable_http_compression',
  'http_zlib_compression_level',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
])
/** What would need a memory of earlier requests, or ClickHouse's native compression. */
const NOT_TAKEN = ['session_id', 'role', 'compress', 'decompress', 'quota_key']
const FORMAT = /^\w+$/
const PARAM = 'param_'
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * A statement and all that belongs to it from one request's URL, headers and body.
 * @throws {EngineException}
 */
export function readRequest(
  search: URLSearchParams,
  headers: IncomingHttpHeaders,
  body: Buffer,
): StatementRequest {
  for (const name of NOT_TAKEN) {
    const value = search.get(name)
    if (value !== null && value !== '' && value !== '0')
      throw new EngineException('NOT_IMPLEMENTED', `The embedded engine does not take \`${name}\`.`)
  }
  if (headers['content-type']?.startsWith('multipart/') === true)
    throw new EngineException('NOT_IMPLEMENTED', 'The embedded engine takes parameters in the URL, not as multipart.')
  const params = new Map<string, string>()
  const settings = new Map<string, string>()
  for (const [name, value] of search) {
    if (name.startsWith(PARAM))
      params.set(name.slice(PARAM.length), value)
    else if (!NOT_SETTINGS.has(name) && !NOT_TAKEN.includes(name))
      settings.set(name, value)
  }
  const query = search.get('query') ?? ''
  return {
    sql: query === '' ? decodeQuery(body) : query,
    rows: query === '' ? null : body,
    params,
    settings,
    defaultFormat: readFormat(search, headers),
  }
}

function decodeQuery(body: Buffer): string {
  if (body.length > LIMITS.queryBytes)
    throw new EngineException('TOO_LARGE_QUERY', `The query is larger than ${LIMITS.queryBytes} bytes; send rows as a body beside ?query=.`)
  try {
    return utf8.decode(body)
  }
  catch {
    throw new EngineException('INCORRECT_DATA', 'The query is not UTF-8.')
  }
}

function readFormat(search: URLSearchParams, headers: IncomingHttpHeaders): string {
  const format = search.get('default_format') ?? headers['x-clickhouse-format'] ?? 'TabSeparated'
  if (typeof format !== 'string' || !FORMAT.test(format))
    throw new EngineException('UNKNOWN_FORMAT', `Unknown format ${String(format)}.`)
  return format
}
