import type { ZoneClock } from '../time/zone-clock.ts'
import type { CaseFactory } from './create-case-factory.ts'
import type { GeneratedEvent } from './generated-event.ts'
import type { Shapes } from './shapes-file.ts'
import { createDayQueue } from '../time/day-queue.ts'
import { Random } from './random.ts'

// 1 January 1970 was a Thursday.
const THURSDAY = 3

/**
 * Every event of the cases that arise from a day on, in the order of their times, without end.
 * Only the events yet to come of open cases are held in memory.
 */
export function* generateEvents(
  makeCase: CaseFactory,
  shapes: Shapes,
  clock: ZoneClock,
  options: { firstDay: number, perDay: number, seed: number },
): Generator<GeneratedEvent, never> {
  const coming = createDayQueue<GeneratedEvent>(clock)
  for (let day = options.firstDay; ; day++) {
    const count = casesOn(day, options.perDay, shapes, options.seed)
    for (let index = 0; index < count; index++) {
      for (const event of makeCase(day, index))
        coming.put(event, event.at)
    }
    const today = coming.take(day)
    today.sort((a, b) => a.at - b.at)
    yield* today
  }
}

/** How many cases arise on a day. */
export function casesOn(day: number, perDay: number, shapes: Shapes, seed: number): number {
  const weekday = shapes.weekdays[(day + THURSDAY) % 7] ?? 1
  return Math.round(perDay * weekday * (1 + 0.06 * new Random(seed, day).normal()))
}
