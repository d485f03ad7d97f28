import type { Calendar } from '../calendar.ts'
import type { StateStore } from './state-store.ts'

/** Why a line was not added to the ledger. `code` is '' for duplicates. */
export type RefusalKind = 'duplicate' | 'conflict' | 'rejected'

/**
 * Day of the profile's zone as days since 1970-01-01, source, kind, code. Sources are those of the
 * configuration and codes those of the contract, so a day has a few dozen keys at most.
 */
export type RefusalKey = [day: number, source: string, kind: RefusalKind, code: string]

/** Lines of one request with one fate. */
export interface RefusedLines {
  source: string
  /** Milliseconds since 1970. */
  receivedAt: number
  /** `duplicate`, or a rejection code of contract/intake.ts. */
  code: string
  lines: number
}

/** How many lines are to be added under which key. */
export interface RefusalCounts {
  add: (refused: RefusedLines) => void
  entries: () => { key: RefusalKey, lines: number }[]
}

const DUPLICATE = 'duplicate'
const CONFLICT = 'id_conflict'

export function createRefusalCounts(calendar: Pick<Calendar, 'dayOf'>): RefusalCounts {
  const counts = new Map<string, { key: RefusalKey, lines: number }>()
  return {
    add({ source, receivedAt, code, lines }) {
      const key: RefusalKey = [calendar.dayOf(receivedAt), source, kindOf(code), codeOf(code)]
      const text = key.join('|')
      const count = counts.get(text)
      if (count === undefined)
        counts.set(text, { key, lines })
      else
        count.lines += lines
    },
    entries: () => [...counts.values()],
  }
}

/** Adds to what the store has. Only within one of its transactions. */
export function putRefusals(store: StateStore, counts: RefusalCounts): void {
  for (const { key, lines } of counts.entries())
    store.refusals.putSync(key, (store.refusals.get(key) ?? 0) + lines)
}

function kindOf(code: string): RefusalKind {
  if (code === DUPLICATE)
    return 'duplicate'
  return code === CONFLICT ? 'conflict' : 'rejected'
}

function codeOf(code: string): string {
  return code === DUPLICATE ? '' : code
}
