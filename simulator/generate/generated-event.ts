import type { CompactEvent } from '../delivery/compact-event.ts'

/** An event that was made up. */
export interface GeneratedEvent extends CompactEvent {
  /** When its case is reported, milliseconds since 1970. */
  readonly reportedAt: number
}
