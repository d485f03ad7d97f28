import type { City } from '../../city/city.ts'
import type { CompactEvent } from '../../simulator/delivery/compact-event.ts'
import path from 'node:path'
import { loadCity } from '../../city/load-city.ts'
import { createCaseFactory } from '../../simulator/generate/create-case-factory.ts'
import { generateEvents } from '../../simulator/generate/generate-events.ts'
import { loadShapes } from '../../simulator/generate/load-shapes.ts'
import { Random } from '../../simulator/generate/random.ts'
import { ZoneClock } from '../../simulator/time/zone-clock.ts'
import { displace } from './displace.ts'

const SEED = 20250101
const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2025, 0, 1) / DAY_MS
/** What a city of two million reports. */
const CASES_PER_DAY = 3000
/** At least so many events they give. */
const EVENTS_PER_DAY = 12_000
/** One event in so many comes late, by up to so many others: some before their case's report. */
const LATE_ONE_IN = 50
const LATE_BY_AT_MOST = 5000

export interface CaseStream {
  city: City
  clock: ZoneClock
  /** Without end, and the same on every machine and in every process. */
  events: Generator<CompactEvent, never>
}

/**
 * The simulator's stream of a city's cases, with some of the disorder of real sources. `firstDay`
 * is in days since 1970; unless another is asked for it is always the same.
 */
export async function openCaseStream(
  home: string,
  profile: string,
  firstDay = FIRST_DAY,
): Promise<CaseStream> {
  const folder = path.join(home, 'profiles', profile)
  const city = await loadCity(folder)
  const shapes = await loadShapes(folder, city)
  const clock = new ZoneClock(city.timezone)
  const made = generateEvents(createCaseFactory(city, shapes, clock, SEED), shapes, clock, {
    firstDay,
    perDay: CASES_PER_DAY,
    seed: SEED,
  })
  const events = displace(made, new Random(SEED), LATE_ONE_IN, LATE_BY_AT_MOST)
  return { city, clock, events }
}

/** The day that a stream begins on whose `events` are all in the past, days since 1970. */
export function daysBack(events: number, now: number): number {
  return Math.floor(now / DAY_MS) - Math.ceil(events / EVENTS_PER_DAY) - 1
}

/** The next `count` of them. */
export function takeEvents({ events }: CaseStream, count: number): CompactEvent[] {
  return Array.from({ length: count }, () => events.next().value)
}
