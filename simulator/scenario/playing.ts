import type { CompactEvent } from '../delivery/compact-event.ts'
import type { Speed } from '../replay/pace.ts'
import type { ScriptedEvent } from './scripted-event.ts'

/** How a timeline is played: when its events are sent, and as what. */
export interface Playing {
  /** Milliseconds since 1970; -Infinity: at once. */
  readonly dueToSend: (event: ScriptedEvent) => number
  readonly toEvent: (event: ScriptedEvent) => CompactEvent
  /** Where the timeline stands, milliseconds since 1970; null before it began. */
  readonly playhead: () => number | null
}

/** The history goes at once, the timeline from `start` on at its speed, with its own times. */
export function playAsWritten(start: number, speed: Speed, now: () => number): Playing {
  let startedAt: number | null = null
  return {
    dueToSend: ({ sendAt }) => {
      if (speed === 'max' || sendAt < start)
        return -Infinity
      startedAt ??= now()
      return startedAt + (sendAt - start) / speed
    },
    toEvent: event => event,
    playhead: () => startedAt === null || speed === 'max'
      ? null
      : start + (now() - startedAt) * speed,
  }
}

/**
 * The timeline happens now: an event that comes `t` after the start happens `t / speed` after the
 * first one was sent, and so do its due time and everything else, so that early stays early and
 * late stays late. Ids of what happens now end in the run's tag: its times are this run's own.
 */
export function playLive(start: number, speed: number, now: () => number): Playing {
  const tag = Math.floor(now() / 1000).toString(36)
  const asWritten = playAsWritten(start, speed, now)
  let startedAt: number | null = null
  const toNow = (at: number): number =>
    at < start ? at : Math.floor((startedAt ?? start) + (at - start) / speed)
  return {
    ...asWritten,
    dueToSend: (event) => {
      const due = asWritten.dueToSend(event)
      startedAt ??= due === -Infinity ? null : now()
      return due
    },
    toEvent: (event) => {
      const { id, caseId, at, dueAt, reportedAt } = event
      return {
        ...event,
        id: at < start ? id : `${id}.${tag}`,
        caseId: reportedAt < start ? caseId : `${caseId}.${tag}`,
        at: toNow(at),
        dueAt: typeof dueAt === 'number' ? toNow(dueAt) : dueAt,
      }
    },
  }
}
