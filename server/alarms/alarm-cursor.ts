import type { AlarmPlace } from './alarm-table.ts'
import { AppError } from '../errors.ts'

const ID = /^[0-9a-f]{20}$/

export function writeAlarmCursor({ raisedAt, id }: AlarmPlace): string {
  return Buffer.from(JSON.stringify([raisedAt, id])).toString('base64url')
}

/**
 * @param cursor the `next` of the page before
 * @throws AppError invalid_request
 */
export function readAlarmCursor(cursor: string): AlarmPlace {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(value) && value.length === 2) {
      const [raisedAt, id] = value as unknown[]
      if (typeof raisedAt === 'number' && Number.isSafeInteger(raisedAt) && raisedAt >= 0
        && typeof id === 'string' && ID.test(id)) {
        return { raisedAt, id }
      }
    }
  }
  catch {
    // Falls through: whatever is wrong with it, it is not one of ours.
  }
  throw new AppError('invalid_request', 'cursor must be the `next` of the page before.')
}
