import type { NormalEvent } from './normal-event.ts'
import { hash } from 'node:crypto'

/**
 * Twelve bytes that tell an event's content: the same event written in another notation or key
 * order gives the same digest, a changed one another.
 */
export function contentDigest(event: NormalEvent): Buffer {
  const a = event.attributes
  const content = JSON.stringify([
    event.caseId,
    event.type,
    event.at,
    [a.region, a.category, a.channel, a.department, a.title, a.lon, a.lat],
    a.dueAt === undefined ? 'absent' : a.dueAt,
    event.review,
    event.level,
  ])
  return hash('sha1', content, 'buffer').subarray(0, 12)
}
