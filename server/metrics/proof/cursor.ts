import type { ProofPlace } from '../questions/proof-cases.ts'
import { AppError } from '../../errors.ts'

/** Where a page begins, and of which set of cases the first page was. */
export interface ProofCursor {
  /** The moment of the first page: named windows and deadlines are read at it. */
  nowMs: number
  fingerprint: string
  after: ProofPlace
}

export function writeCursor({ nowMs, fingerprint, after }: ProofCursor): string {
  return Buffer.from(JSON.stringify([nowMs, fingerprint, after.key, after.caseId]))
    .toString('base64url')
}

/**
 * @param cursor the `next` of the page before
 * @param latest no cursor is of a later moment than now, milliseconds since 1970
 * @throws AppError invalid_request
 */
export function readCursor(cursor: string, latest: number): ProofCursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(value) && value.length === 4) {
      const [nowMs, fingerprint, key, caseId] = value as unknown[]
      if (isMoment(nowMs, latest) && typeof fingerprint === 'string'
        && typeof key === 'number' && Number.isSafeInteger(key) && typeof caseId === 'string') {
        return { nowMs, fingerprint, after: { key, caseId } }
      }
    }
  }
  catch {
    // Falls through: whatever is wrong with it, it is not one of ours.
  }
  throw new AppError('invalid_request', 'cursor must be the `next` of the page before.')
}

function isMoment(value: unknown, latest: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= latest
}
