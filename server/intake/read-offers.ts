import type { Rejection } from '../../contract/intake.ts'
import type { IntakeFormat } from '../ports.ts'
import type { Offer } from './plan-group.ts'
import type { LineResult } from './read-lines.ts'
import type { ValidationContext } from './validate-event.ts'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { readArray } from './read-array.ts'
import { readLines, TooManyLines } from './read-lines.ts'
import { isRefusal, validateEvent } from './validate-event.ts'

/** Lines validated in one go; other requests get their turn in between. */
const SLICE_LINES = 1000

export interface ReadResult { offers: Offer[], rejections: Rejection[] }

/**
 * The valid events of a body, and why the other lines are none.
 * @throws AppError body_too_large, invalid_request: the body as a whole is of no use
 */
export async function readOffers(
  body: Buffer,
  format: IntakeFormat,
  source: string,
  context: ValidationContext,
): Promise<ReadResult> {
  const offers: Offer[] = []
  const rejections: Rejection[] = []
  let count = 0
  for (const result of format === 'json' ? readArray(body) : wholeLines(body)) {
    if (++count % SLICE_LINES === 0)
      await setImmediate()
    if ('code' in result) {
      rejections.push(result)
      continue
    }
    const event = validateEvent(result.value, context)
    if (isRefusal(event))
      rejections.push({ line: result.line, id: idOf(result.value), ...event })
    else
      offers.push({ event, line: result.line, source, receivedAt: context.wallNow, outcome: null })
  }
  return { offers, rejections }
}

function* wholeLines(body: Buffer): Generator<LineResult> {
  try {
    yield* readLines(body)
  }
  catch (error) {
    throw error instanceof TooManyLines ? new AppError('body_too_large', error.message) : error
  }
}

function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value))
    return null
  return typeof value.id === 'string' ? value.id.slice(0, 128) : null
}
