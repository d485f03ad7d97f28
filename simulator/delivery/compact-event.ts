import type { CaseEventType } from '../../contract/case-event.ts'
import type { OutEvent } from '../sinks/sink.ts'
import type { ZoneClock } from '../time/zone-clock.ts'

/** A case event with its times as numbers, so that a million can be held, sorted and shifted. */
export interface CompactEvent {
  readonly id: string
  readonly caseId: string
  readonly type: CaseEventType
  /** Milliseconds since 1970. */
  readonly at: number
  /** Milliseconds since 1970; null takes the due time away, undefined says nothing of it. */
  readonly dueAt?: number | null | undefined
  /** The other attributes as they go on the wire: `,"region":"370502"…`, or nothing. */
  readonly attributes: string
}

/** The event as a line of NDJSON, without the line's end. */
export function toLine(event: CompactEvent, clock: ZoneClock): string {
  const { id, caseId, type, at, dueAt, attributes } = event
  const due = dueAt === undefined
    ? ''
    : `,"dueAt":${dueAt === null ? 'null' : `"${clock.format(dueAt)}"`}`
  return `{"id":${JSON.stringify(id)},"caseId":${JSON.stringify(caseId)},"type":"${type}",`
    + `"at":"${clock.format(at)}"${attributes}${due}}`
}

/** The event as a sink takes it. */
export function toOutEvent(event: CompactEvent, clock: ZoneClock): OutEvent {
  return { caseId: event.caseId, at: event.at, line: toLine(event, clock) }
}

/** Attributes as a part of a line; undefined ones are left out. */
export function toAttributes(attributes: object): string {
  const json = JSON.stringify(attributes)
  return json === '{}' ? '' : `,${json.slice(1, -1)}`
}
