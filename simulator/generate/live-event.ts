import type { CompactEvent } from '../delivery/compact-event.ts'
import type { GeneratedEvent } from './generated-event.ts'

/** A live run: what follows a history. */
export interface LiveRun {
  /** End of the history, milliseconds since 1970. */
  readonly historyEnd: number
  /** The same for the whole run, another for every run. */
  readonly tag: string
}

/**
 * An event of the stream as it happens now. Ids get the run's tag, since its times differ from
 * run to run; a case of the history keeps its id, so that the history's open cases go on.
 */
export function toLiveEvent(event: GeneratedEvent, run: LiveRun, now: number): CompactEvent {
  const at = Math.floor(now / 1000) * 1000
  const isNew = event.reportedAt > run.historyEnd
  return {
    ...event,
    id: `${event.id}.${run.tag}`,
    caseId: isNew ? `${event.caseId}.${run.tag}` : event.caseId,
    at,
    dueAt: typeof event.dueAt === 'number' ? event.dueAt - event.at + at : event.dueAt,
  }
}
