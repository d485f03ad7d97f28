import type { CompactEvent } from '../delivery/compact-event.ts'
import { createHash } from 'node:crypto'

/** The same for the same events in the same order, whatever file and mapping they come from. */
export function streamDigest(events: readonly CompactEvent[]): string {
  const hash = createHash('sha256')
  for (const { id, caseId, type, at, dueAt, attributes } of events)
    hash.update(`${JSON.stringify([id, caseId, type, at, String(dueAt)])}${attributes}\n`)
  return hash.digest('hex')
}
