import type { CaseEventType } from '../../../contract/case-event.ts'
import type { MadeCase } from '../../generate/create-case-maker.ts'
import type { GeneratedEvent } from '../../generate/generated-event.ts'
import type { Random } from '../../generate/random.ts'
import type { Silence } from '../scenario.ts'
import type { Timeline } from '../timeline.ts'

const ANSWERS: readonly CaseEventType[] = ['accepted', 'resolved', 'closed', 'extended']
/** What others do whether the department answers or not. */
const OF_OTHERS: readonly CaseEventType[] = ['urged', 'amended', 'reassigned']

/**
 * A case of a department that is silent: what it would have done is done after the silence, and
 * what follows from it comes later by as much. A case whose due time passes meanwhile is urged.
 */
export function silenceCase(
  made: MadeCase,
  events: readonly GeneratedEvent[],
  silence: Silence,
  timeline: Timeline,
  random: Random,
): GeneratedEvent[] {
  if (made.department === null || !silence.departments.includes(made.department))
    return [...events]
  let delay = 0
  let urge: GeneratedEvent | null = null
  const moved = events.map((event) => {
    if (OF_OTHERS.includes(event.type))
      return event
    const at = event.at + delay
    const window = ANSWERS.includes(event.type) ? timeline.windowAt(silence, at) : null
    if (!window)
      return delay === 0 ? event : { ...event, at }
    const answered = window.to + Math.floor(random.next() * silence.catchUpMs / 1000) * 1000
    delay += answered - at
    urge ??= urgeBetween(events[0]!, at, answered)
    return { ...event, at: answered }
  })
  return (urge ? [...moved, urge] : moved).sort((a, b) => a.at - b.at)
}

function urgeBetween(reported: GeneratedEvent, from: number, to: number): GeneratedEvent | null {
  const { dueAt } = reported
  if (typeof dueAt !== 'number' || dueAt < from || dueAt >= to)
    return null
  const { caseId, reportedAt } = reported
  const id = `${caseId}-urged-silence`
  return { id, caseId, reportedAt, type: 'urged', at: dueAt, attributes: ',"level":1' }
}
