import type { City } from '../../../city/city.ts'
import type { CaseFactory } from '../../generate/create-case-factory.ts'
import type { GeneratedEvent } from '../../generate/generated-event.ts'
import type { Shapes } from '../../generate/shapes-file.ts'
import { loadCity } from '../../../city/load-city.ts'
import { createCaseFactory } from '../../generate/create-case-factory.ts'
import { casesOn, generateEvents } from '../../generate/generate-events.ts'
import { loadShapes } from '../../generate/load-shapes.ts'
import { ZoneClock } from '../../time/zone-clock.ts'

/** What producer and oracle make the same cases from. */
export interface CasePlan {
  /** Folder of the profile. */
  readonly folder: string
  /** Whole number, less than 200,000. */
  readonly seed: number
  /** 0, 1, 2, … less than 100: each has cases of its own. */
  readonly producer: number
  /** Calendar days of history. */
  readonly days: number
  /** The history ends at this moment, milliseconds since 1970: nothing happens after it. */
  readonly endAt: number
  /** Cases of a mean day of this producer. */
  readonly perDay: number
}

/** The cases of a plan, pass by pass: the same days over again with other cases. */
export interface CaseSource {
  readonly city: City
  readonly clock: ZoneClock
  /** Events of a pass in the order of their times, up to the end of the history. */
  readonly events: (pass: number) => Generator<GeneratedEvent, void>
  /** The same case by case, each case's events together: needs no memory of what is open. */
  readonly cases: (pass: number) => Generator<GeneratedEvent[], void>
}

export const MAX_PRODUCERS = 100
const PASSES = 100
const MIN_PER_DAY = 3

/** Throws CityError or SimError where the profile has no usable generator.json. */
export async function openCaseSource(plan: CasePlan): Promise<CaseSource> {
  const city = await loadCity(plan.folder)
  return createCaseSource(city, await loadShapes(plan.folder, city), plan)
}

export function createCaseSource(city: City, shapes: Shapes, plan: CasePlan): CaseSource {
  const clock = new ZoneClock(city.timezone)
  // A day without a case would be a pass without an event, and no end of passes.
  const perDay = Math.max(MIN_PER_DAY, plan.perDay)
  const lastDay = clock.dayOf(plan.endAt)
  const firstDay = lastDay - plan.days + 1
  const factoryOf = (pass: number): { seed: number, make: CaseFactory } => {
    const seed = (plan.seed * PASSES + pass) * MAX_PRODUCERS + plan.producer
    return { seed, make: createCaseFactory(city, shapes, clock, seed) }
  }
  return {
    city,
    clock,
    * events(pass) {
      const { seed, make } = factoryOf(pass)
      for (const event of generateEvents(make, shapes, clock, { firstDay, perDay, seed })) {
        if (event.at > plan.endAt)
          return
        yield event
      }
    },
    * cases(pass) {
      const { seed, make } = factoryOf(pass)
      for (let day = firstDay; day <= lastDay; day++) {
        const count = casesOn(day, perDay, shapes, seed)
        for (let index = 0; index < count; index++)
          yield make(day, index).filter(event => event.at <= plan.endAt)
      }
    },
  }
}
