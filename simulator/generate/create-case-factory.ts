import type { City } from '../../city/city.ts'
import type { ZoneClock } from '../time/zone-clock.ts'
import type { GeneratedEvent } from './generated-event.ts'
import type { Shapes } from './shapes-file.ts'
import { caseIdOf } from './case-id.ts'
import { createCaseMaker } from './create-case-maker.ts'

/** The events of one case in the order of their times, its whole life, also beyond now. */
export type CaseFactory = (day: number, index: number) => GeneratedEvent[]

/**
 * Makes up cases. The n-th case of a calendar day depends on the seed, the day and n alone: a
 * stream that ends later holds the same cases.
 */
export function createCaseFactory(
  city: City,
  shapes: Shapes,
  clock: ZoneClock,
  seed: number,
): CaseFactory {
  const make = createCaseMaker(city, shapes, clock, seed)
  return (day, index) => [...make({
    day,
    caseId: caseIdOf(shapes.casePrefix, day, seed, index),
    seeds: [day, index],
  }).events]
}
