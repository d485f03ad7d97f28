import type { Rejection } from '../../contract/intake.ts'
import { isUtf8 } from 'node:buffer'

/** Longest line taken, bytes. */
export const MAX_LINE_BYTES = 64 * 1024
/** Most lines in one request or batch. */
export const MAX_LINES = 50_000

export type LineResult = { line: number, value: unknown } | Rejection

/** Thrown when a body has more lines than one request may bring. */
export class TooManyLines extends Error {
  constructor() {
    super(`more than ${MAX_LINES} lines; send them in several requests`)
  }
}

const NEWLINE = 10
const RETURN = 13
const MARK = Buffer.from('\uFEFF')

/**
 * The JSON values of an NDJSON body, one result a line that is not empty. A bad line is a
 * rejection of its own and never spoils its neighbours.
 * @throws TooManyLines before the first line is given
 */
export function* readLines(body: Buffer): Generator<LineResult> {
  refuseTooManyLines(body)
  const allUtf8 = isUtf8(body)
  let line = 0
  let start = skipMark(body)
  while (start < body.length) {
    let end = body.indexOf(NEWLINE, start)
    if (end === -1)
      end = body.length
    line++
    const bytes = body.subarray(start, body[end - 1] === RETURN && end > start ? end - 1 : end)
    start = end + 1
    if (bytes.length > 0)
      yield parseLine(bytes, line, allUtf8)
  }
}

/** Programs of Windows put a byte order mark in front of UTF-8; to JSON it is no blank. */
export function skipMark(body: Buffer): number {
  return body.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0
}

/** The JSON value of one event's bytes, or why it is none. */
export function parseLine(bytes: Buffer, line: number, knownUtf8: boolean): LineResult {
  if (bytes.length > MAX_LINE_BYTES) {
    return rejection(line, 'line_too_long', `the event has ${bytes.length} bytes; at most ${MAX_LINE_BYTES} are taken`)
  }
  if (!knownUtf8 && !isUtf8(bytes))
    return rejection(line, 'malformed_json', 'the line is not valid UTF-8')
  try {
    return { line, value: JSON.parse(bytes.toString('utf8')) as unknown }
  }
  catch (error) {
    return rejection(line, 'malformed_json', error instanceof Error ? error.message : 'not JSON')
  }
}

function rejection(line: number, code: Rejection['code'], message: string): Rejection {
  return { line, id: null, code, message }
}

function refuseTooManyLines(body: Buffer): void {
  let count = 0
  for (let at = body.indexOf(NEWLINE); at !== -1; at = body.indexOf(NEWLINE, at + 1)) {
    if (++count > MAX_LINES)
      throw new TooManyLines()
  }
}
