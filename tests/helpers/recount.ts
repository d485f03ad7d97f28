import type { City } from '../../city/city.ts'
import type { FollowedCase } from '../../recount/follow-case.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import { followCases } from '../../recount/follow-case.ts'
import { readLedger } from './read-ledger.ts'
import { rulesOf } from './rules-of.ts'

/** `table key…` to a sum, without zeros: what the roll-ups must say. */
export type Tally = Map<string, number>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * What the roll-ups must hold, row by row, counted from the ledger case by case.
 * `offsetMs` is the profile's zone, which must be constant over the events.
 */
export async function recountLedger(
  database: Database,
  city: City,
  offsetMs: number,
): Promise<Tally> {
  const tally: Tally = new Map()
  for (const one of followCases(await readLedger(database), rulesOf(city)))
    countCase(one, city, offsetMs, tally)
  return withoutZeros(tally)
}

function countCase(one: FollowedCase, city: City, offsetMs: number, tally: Tally): void {
  const { category, channel, closed, due, reported, review } = one
  const excluded = one.excluded ? 1 : 0
  const day = (at: number): number => Math.floor((at + offsetMs) / DAY_MS)
  const hour = (at: number): number => Math.floor((at + offsetMs) / HOUR_MS) * HOUR_MS - offsetMs
  const path = city.scopePath(one.region)
  const deepest = path.at(-1)!
  const scopes = city.children(deepest).length > 0 ? [...path, `${deepest}/`] : path
  for (const scope of scopes) {
    const add = (what: string): void => {
      const key = `${what} ${scope} excluded=${excluded}`
      tally.set(key, (tally.get(key) ?? 0) + 1)
    }
    /** On its day, and in the sum of all days. */
    const addDay = (what: string, at: number): void => {
      add(`${what} day=${day(at)}`)
      add(`${what} day=0`)
    }
    addDay('reported', reported)
    add(`reported category=${category} day=${day(reported)}`)
    add(`reported channel=${channel} day=${day(reported)}`)
    if (closed !== null) {
      addDay('closed', closed)
      addDay('timed', closed)
    }
    else {
      add(`open due=${due === null ? 0 : hour(due)}`)
    }
    if (due !== null && closed !== null)
      addDay(closed <= due ? 'on_time' : 'late', due)
    if (review !== null) {
      addDay('reviewed', review.at)
      if (review.valid)
        addDay(`valid answer=${review.answer}`, review.at)
    }
  }
}

/** The same sums as the roll-ups have them. */
export async function readRollups(database: Database): Promise<Tally> {
  const rows = await database.query<{ key: string, n: number }>(`
    SELECT concat(what, ' ', scope, ' excluded=', toString(excluded)) AS key, sum(n) AS n FROM
    (
      SELECT concat(pair.1, ' day=', toString(toInt32(day))) AS what, scope, excluded, pair.2 AS n
      FROM facts_by_day
      ARRAY JOIN multiIf(
        clock = 'reported', [('reported', cases)],
        clock = 'closed', [('closed', closed)],
        clock = 'due', [('on_time', closed_on_time), ('late', closed_with_due - closed_on_time)],
        clock = 'reviewed', [
          ('reviewed', reviewed),
          ('valid answer=very_satisfied', very_satisfied),
          ('valid answer=satisfied', satisfied),
          ('valid answer=basically_satisfied', basically_satisfied),
          ('valid answer=dissatisfied', dissatisfied),
          ('valid answer=very_dissatisfied', very_dissatisfied),
          ('valid answer=', valid_reviews - very_satisfied - satisfied - basically_satisfied
            - dissatisfied - very_dissatisfied)
        ], []) AS pair
      UNION ALL
      SELECT concat('reported ', facet, '=', key, ' day=', toString(toInt32(day))), scope, excluded, cases
      FROM reported_by_day
      UNION ALL
      SELECT concat('timed day=', toString(toInt32(day))), scope, excluded, cases FROM closed_by_day
      UNION ALL
      SELECT concat('open due=', toString(toUnixTimestamp(hour) * 1000)), scope, excluded, open
      FROM open_by_hour
    )
    GROUP BY key`)
  return withoutZeros(new Map(rows.map(row => [row.key, row.n])))
}

function withoutZeros(tally: Tally): Tally {
  return new Map([...tally].filter(([, n]) => n !== 0).sort(([a], [b]) => a < b ? -1 : 1))
}
