import type { City } from '../../city/city.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import { createCalendar } from '../../server/calendar.ts'
import { createAdditions } from '../../server/metrics/additions.ts'
import { createFrameComputer } from '../../server/metrics/frame-computer.ts'
import { createKeptAnswers } from '../../server/metrics/kept-answers.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { casesOf } from './fill-history.ts'
import { REPORTS_SQL, SCOPES_SQL } from './history-sql.ts'

/** What happened before a tick. */
export interface Before {
  name: string
  /** Events of a load, each of a case anywhere in the city; null: nothing is known any more. */
  events: number | null
  /** Is a part of what is known asked anew, as in one tick of some thirty? */
  renewing?: boolean
  /** Does a day begin with it? */
  newDay?: boolean
}

/**
 * A quiet city, a load of the `freshness` bench, its renewing tick, the one at midnight, and the
 * first tick of a start, before any screen is shown a number: it has no bound as ticks have.
 */
export const BEFORE: readonly Before[] = [
  { name: 'after 5 events', events: 5 },
  { name: 'after 250 events', events: 250 },
  { name: 'after 250 events, renewing', events: 250, renewing: true },
  { name: 'after 250 events, of a new day', events: 250, newDay: true },
  { name: 'that knows nothing, of a start', events: null },
]

/** The loads are of so many cases, reported in the last days. */
const CASES = 10_000
const DAYS = 7
const TICK_MS = 500
/** One turn of `server/metrics/renewal.ts`, and all of a question, in whole milliseconds. */
const TURN_MS = 3126
const QUESTION_MS = 25_000
/** In these minutes before a day everything is asked of it as well, an answer at a time. */
const AHEAD_MS = 300_000

/**
 * Ticks of `scopes` on a store with `bench_places`; each answers how long it took, ms. Loads before
 * them report cases and the next ones take the same back, so that the store stays as it is.
 */
export function createTicking(
  city: City,
  database: Database,
  scopes: readonly string[],
  from: number,
): (before: Before) => Promise<number> {
  let now = from
  let wall = from
  const kept = createKeptAnswers(createAdditions(database))
  const calendar = createCalendar(city.timezone, city.calendar)
  const midnight = calendar.startOfDay(calendar.dayOf(from) + 1)
  const computer = createFrameComputer({
    city,
    calendar,
    database,
    // Stands still but for ticks that are to renew something.
    wallNow: () => wall,
    kept,
  })
  const cases = casesOf(city, { cases: CASES, days: DAYS, now: from })
  let reported: { from: number, count: number } | null = null
  let next = 0

  async function load(count: number): Promise<void> {
    const takenBack = reported !== null
    const some = reported ?? { from: next, count }
    next = (next + count) % (CASES - count)
    reported = takenBack ? null : some
    const rows = await database.query<{ scope: string }>(SCOPES_SQL, { ...cases, ...some })
    const scopes = new Set(rows.map(({ scope }) => scope))
    const { count: events } = some
    const done = kept.loading({ scopes, events, versions: events, again: false })
    const params = { ...cases, ...some, step: 1, sign: takenBack ? -1 : 1 }
    // The same cases come again later.
    await database.command(REPORTS_SQL, params, { settings: { insert_deduplicate: 0 } })
    done()
  }

  return async ({ events, renewing = false, newDay = false }) => {
    now += TICK_MS
    if (newDay) {
      // All at once what the turns of these minutes ask.
      kept.forget()
      await computer.compute(scopes, midnight - AHEAD_MS)
      now = midnight
    }
    if (renewing) {
      // Another question's turn than at the last such tick.
      wall += QUESTION_MS
      await computer.compute(scopes, now)
      wall += TURN_MS
      now += TICK_MS
    }
    if (events === null)
      kept.forget()
    else
      await load(events)
    const started = steadyNow()
    await computer.compute(scopes, now)
    return steadyNow() - started
  }
}
