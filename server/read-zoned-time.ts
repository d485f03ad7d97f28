import { AppError } from './errors.ts'

const ZONED_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/

/**
 * RFC 3339 with a zone, as milliseconds since 1970; seconds may be left out.
 * @throws AppError invalid_request
 */
export function readZonedTime(name: string, text: string): number {
  const at = ZONED_TIME.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) {
    throw new AppError(
      'invalid_request',
      `${name} must be a time with a zone like 2026-11-21T08:00:00+08:00 `
      + '(a + is written %2B in a URL).',
    )
  }
  return at
}
