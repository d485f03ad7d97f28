import type { CompactEvent } from '../delivery/compact-event.ts'
import type { ZoneClock } from '../time/zone-clock.ts'
import type { Beginning } from './replay-state.ts'

/**
 * Whole days by which a stream must move so that its newest event lies just before `now`
 * (milliseconds since 1970). Negative when it must move back.
 */
export function daysToNow(newest: number, now: number, clock: ZoneClock): number {
  const days = clock.dayOf(now) - clock.dayOf(newest)
  return clock.addDays(newest, days) < now ? days : days - 1
}

/**
 * The stream once, from `beginning` on, or with `loop` again and again. From the second pass on
 * cases are new: ids end in `~2`, `~3`…; unless `shift` puts every pass just before now, a pass
 * begins on the day after the last day of the one before.
 */
export function* planPasses(
  events: readonly CompactEvent[],
  options: { shift: 'none' | 'days', loop: boolean, beginning: Beginning },
  clock: ZoneClock,
  now: () => number,
): Generator<CompactEvent> {
  const [first, newest] = [events.at(0), events.at(-1)]
  if (!first || !newest)
    return
  const lengthDays = clock.dayOf(newest.at) - clock.dayOf(first.at) + 1
  const { shift, loop, beginning } = options
  for (let i = beginning.sent; i < events.length; i++)
    yield toPass(events[i]!, 1, beginning.days, clock)
  if (!loop)
    return
  for (let pass = 2; ; pass++) {
    const days = shift === 'days' ? daysToNow(newest.at, now(), clock) : (pass - 1) * lengthDays
    for (const event of events)
      yield toPass(event, pass, days, clock)
  }
}

function toPass(event: CompactEvent, pass: number, days: number, clock: ZoneClock): CompactEvent {
  const suffix = pass === 1 ? '' : `~${pass}`
  const { id, caseId, type, at, dueAt, attributes } = event
  return {
    id: id + suffix,
    caseId: caseId + suffix,
    type,
    at: clock.addDays(at, days),
    dueAt: typeof dueAt === 'number' ? clock.addDays(dueAt, days) : dueAt,
    attributes,
  }
}
