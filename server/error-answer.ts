import type { ErrorBody } from '../contract/errors.ts'
import { ClickHouseError } from './clickhouse/clickhouse-error.ts'
import { AppError, ERRORS } from './errors.ts'

/** Fastify's own refusals, by status. */
const BY_STATUS = {
  404: 'not_found',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
} as const

/** Any failure as a coded one. What nobody foresaw is `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError)
    return error
  if (error instanceof ClickHouseError && ['unreachable', 'transient'].includes(error.kind))
    return new AppError('clickhouse_unavailable', error.message, { retryAfterMs: 2000, cause: error })
  if (error instanceof Error && 'statusCode' in error) {
    const status = Number(error.statusCode)
    if (status >= 400 && status < 500) {
      const code = BY_STATUS[status as keyof typeof BY_STATUS] ?? 'invalid_request'
      return new AppError(code, error.message, { cause: error })
    }
  }
  return new AppError('internal', undefined, { cause: error })
}

/** What the caller may read: of a 5xx only the table's words, never those of the failure. */
export function toErrorBody(error: unknown): ErrorBody {
  const { code, status, message } = toAppError(error)
  const { meaning, action } = ERRORS[code]
  return { code, message: `${status >= 500 ? meaning : sentence(message)} ${action}` }
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}
