/** ClickHouse's number and name of the exceptions that the engine raises of itself. */
const CODES = {
  BAD_ARGUMENTS: 36,
  NOT_IMPLEMENTED: 48,
  SYNTAX_ERROR: 62,
  UNKNOWN_FORMAT: 73,
  INCORRECT_DATA: 117,
  TOO_MANY_SIMULTANEOUS_QUERIES: 202,
  TOO_LARGE_QUERY: 263,
  QUERY_WAS_CANCELLED: 394,
  UNKNOWN_QUERY_PARAMETER: 456,
  QUERY_NOT_ALLOWED: 392,
  TOO_MANY_ROWS_OR_BYTES: 396,
  AUTHENTICATION_FAILED: 516,
  ABORTED: 236,
  STD_EXCEPTION: 1001,
} as const

export type ExceptionName = keyof typeof CODES

/** What the engine itself refuses, in the words and numbers a ClickHouse server would use. */
export class EngineException extends Error {
  override readonly name = 'EngineException'
  readonly code: number

  constructor(readonly exception: ExceptionName, reason: string) {
    const code = CODES[exception]
    super(`Code: ${code}. DB::Exception: ${reason} (${exception})`)
    this.code = code
  }
}
