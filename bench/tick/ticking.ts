import type { City } from '../../city/city.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import { createCalendar } from '../../server/calendar.ts'
import { scopesOf } from '../../server/intake/case-version.ts'
import { createFrameComputer } from '../../server/metrics/frame-computer.ts'
import { createKeptAnswers } from '../../server/metrics/kept-answers.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'

/** What happened before a tick. */
export interface Before {
  name: string
  /** Events of a load, each of a case anywhere in the city; null: nothing is known any more. */
  events: number | null
}

/** A quiet city, a load of the `freshness` bench, and the first tick of all. */
export const BEFORE: readonly Before[] = [
  { name: 'after 5 events', events: 5 },
  { name: 'after 250 events', events: 250 },
  { name: 'that knows nothing', events: null },
]

/** A stride through the city's places that no small number of them repeats. */
const STRIDE = 7919
const TICK_MS = 500

/** Ticks of `scopes` on a filled store; each answers how long it took, ms. */
export function createTicking(
  city: City,
  database: Database,
  scopes: readonly string[],
  from: number,
): (before: Before) => Promise<number> {
  const places = [...city.regions.keys()]
  const kept = createKeptAnswers()
  const computer = createFrameComputer({
    city,
    calendar: createCalendar(city.timezone, city.calendar),
    database,
    // Stands still: none of them is the one in five minutes that asks everything.
    wallNow: () => from,
    kept,
  })
  let now = from
  let place = 0
  return async ({ events }) => {
    now += TICK_MS
    if (events === null)
      kept.forget()
    for (let event = 0; event < (events ?? 0); event++) {
      place = (place + STRIDE) % places.length
      kept.touch(scopesOf(places[place]!, city))
    }
    const started = steadyNow()
    await computer.compute(scopes, now)
    return steadyNow() - started
  }
}
