import type { GeneratedEvent } from '../generate/generated-event.ts'

/** An event of a scenario. */
export interface ScriptedEvent extends GeneratedEvent {
  /** When it is sent, milliseconds since 1970: not before it happens. */
  readonly sendAt: number
}
