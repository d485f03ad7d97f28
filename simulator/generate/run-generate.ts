import type { CompactEvent } from '../delivery/compact-event.ts'
import type { Summary } from '../delivery/summary.ts'
import type { SimIo } from '../sim-io.ts'
import type { Destination } from '../sinks/create-sink.ts'
import type { GeneratedEvent } from './generated-event.ts'
import { loadCity } from '../../city/load-city.ts'
import { toOutEvent } from '../delivery/compact-event.ts'
import { runDelivery } from '../delivery/run-delivery.ts'
import { resolveProfile } from '../resolve-profile.ts'
import { ZoneClock } from '../time/zone-clock.ts'
import { createCaseFactory } from './create-case-factory.ts'
import { generateEvents } from './generate-events.ts'
import { toLiveEvent } from './live-event.ts'
import { loadShapes } from './load-shapes.ts'

export interface GenerateOptions {
  /** Name in profiles/, or a folder; it must hold a generator.json. */
  readonly profile: string
  /** Calendar days of history, the day of `end` included. */
  readonly days: number
  /** Cases of a mean day. */
  readonly perDay: number
  /** Whole number. The same seed and end give the same history. */
  readonly seed: number
  /** End of the history, milliseconds since 1970. @default io.now() */
  readonly end?: number | undefined
  /**
   * After the history go on until `io.signal` aborts: the history's open cases go on and new ones
   * arise, in the order in which they would have come. `own`: each when its time has come, so that
   * now is as busy as the same hours of the history; a number: so many a second, whatever the hour.
   */
  readonly liveRate?: 'own' | number | undefined
  readonly destination: Destination
}

/**
 * Makes up a city's cases and sends them. Answers when the history ended or, with `liveRate`,
 * when the run was aborted. Throws CityError for the profile and SimError for everything else.
 */
export async function runGenerate(options: GenerateOptions, io: SimIo): Promise<Summary> {
  const { days, perDay, seed, liveRate, end = io.now() } = options
  const folder = resolveProfile(options.profile)
  const city = await loadCity(folder)
  const shapes = await loadShapes(folder, city)
  const clock = new ZoneClock(city.timezone)
  const makeCase = createCaseFactory(city, shapes, clock, seed)
  const firstDay = clock.dayOf(end) - days + 1
  const all = generateEvents(makeCase, shapes, clock, { firstDay, perDay, seed })
  const live = createLive(end, liveRate ?? 'own', io)
  return runDelivery({
    events: liveRate === undefined ? until(all, end) : all,
    dueToSend: event => event.at <= end ? -Infinity : live.dueToSend(event),
    render: event => toOutEvent(event.at <= end ? event : live.toEvent(event), clock),
    clock,
    total: null,
    notes: null,
  }, options.destination, io)
}

interface Live {
  dueToSend: (event: GeneratedEvent) => number
  toEvent: (event: GeneratedEvent) => CompactEvent
}

function createLive(historyEnd: number, rate: 'own' | number, io: SimIo): Live {
  const run = { historyEnd, tag: Math.floor(io.now() / 1000).toString(36) }
  if (rate === 'own') {
    return {
      dueToSend: event => event.at,
      toEvent: event => toLiveEvent(event, run, event.at),
    }
  }
  let startedAt: number | null = null
  let count = 0
  return {
    dueToSend: () => {
      startedAt ??= io.now()
      return startedAt + count * 1000 / rate
    },
    toEvent: (event) => {
      count += 1
      return toLiveEvent(event, run, io.now())
    },
  }
}

function* until(events: Iterable<GeneratedEvent>, end: number): Generator<GeneratedEvent> {
  for (const event of events) {
    if (event.at > end)
      return
    yield event
  }
}
