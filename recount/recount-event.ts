import type { CaseEvent } from '../contract/case-event.ts'

/** A case event with its times as numbers, milliseconds since 1970, and its place in the ledger. */
export type RecountEvent = Omit<CaseEvent, 'at' | 'dueAt'> & {
  seq: number
  at: number
  /** Null takes a due time back; absent says nothing of it. */
  dueAt?: number | null
}

/** An event as the ledger gives it out, or as a source sends it. */
export function toRecountEvent({ at, dueAt, ...event }: CaseEvent, seq: number): RecountEvent {
  return {
    ...event,
    seq,
    at: Date.parse(at),
    ...(dueAt === undefined ? {} : { dueAt: dueAt === null ? null : Date.parse(dueAt) }),
  }
}
