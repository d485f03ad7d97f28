import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../run-plan.ts'
import type { HttpFailure } from './http-error.ts'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const pack = promisify(gzip)

/** Speed before size: the answer only crosses the loopback. */
const GZIP_LEVEL = 1
const NANOSECONDS = 1e9

export async function writeAnswer(
  answer: Answer,
  queryId: string,
  request: IncomingMessage,
  response: ServerResponse,
  compress: boolean,
): Promise<void> {
  const accepts = String(request.headers['accept-encoding'] ?? '').includes('gzip')
  const packed = compress && accepts && answer.body.length > 0
  const body = packed ? await pack(answer.body, { level: GZIP_LEVEL }) : answer.body
  response.writeHead(200, {
    'Content-Type': contentType(answer.format),
    'Content-Length': body.length,
    ...(packed && { 'Content-Encoding': 'gzip' }),
    'X-ClickHouse-Query-Id': queryId,
    'X-ClickHouse-Format': answer.format,
    'X-ClickHouse-Summary': summarize(answer),
  })
  response.end(body)
}

export function writeFailure(
  failure: HttpFailure,
  queryId: string,
  response: ServerResponse,
): void {
  const text = `${failure.text}\n`
  response.writeHead(failure.status, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'Content-Length': Buffer.byteLength(text),
    'X-ClickHouse-Query-Id': queryId,
    'X-ClickHouse-Exception-Code': failure.code,
  })
  response.end(text)
}

function summarize(answer: Answer): string {
  return JSON.stringify({
    read_rows: `${answer.readRows}`,
    read_bytes: `${answer.readBytes}`,
    written_rows: `${answer.writtenRows}`,
    written_bytes: `${answer.writtenBytes}`,
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: `${answer.body.length}`,
    elapsed_ns: `${Math.round(answer.elapsedSeconds * NANOSECONDS)}`,
  })
}

function contentType(format: string): string {
  if (format.endsWith('EachRow'))
    return 'application/x-ndjson; charset=UTF-8'
  if (format.startsWith('JSON'))
    return 'application/json; charset=UTF-8'
  return 'text/tab-separated-values; charset=UTF-8'
}
