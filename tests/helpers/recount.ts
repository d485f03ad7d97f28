import type { City } from '../../city/city.ts'
import type { Database } from '../../server/clickhouse/database.ts'

/** One event of the ledger, as plain as it gets. */
interface Row {
  id: string
  caseId: string
  type: string
  at: number
  region: string
  category: string
  channel: string
  dueSet: number
  due: number | null
  satisfaction: string
  valid: number | null
}

/** `table key…` to a sum, without zeros: what the roll-ups must say. */
export type Tally = Map<string, number>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Counts the ledger again by the most naive means: all events of a case sorted by time, walked
 * from first to last. Knows nothing of the server's fold, versions or roll-ups.
 * `offsetMs` is the profile's zone, which must be constant over the events.
 */
export async function recountLedger(
  database: Database,
  city: City,
  offsetMs: number,
): Promise<Tally> {
  const rows = await database.query<Row>(`
    SELECT id, case_id AS caseId, type, toUnixTimestamp64Milli(at) AS at, region, category, channel,
      due_set AS dueSet, if(due_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(due_at))) AS due,
      satisfaction, valid
    FROM case_events`)
  const cases = new Map<string, Row[]>()
  for (const row of rows)
    cases.set(row.caseId, [...cases.get(row.caseId) ?? [], row])
  const tally: Tally = new Map()
  for (const events of cases.values())
    countCase(events, city, offsetMs, tally)
  return withoutZeros(tally)
}

function countCase(events: Row[], city: City, offsetMs: number, tally: Tally): void {
  events.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const reported = events.find(event => event.type === 'reported')
  if (reported === undefined)
    return
  let region = ''
  let category = ''
  let channel = ''
  let due: number | null = null
  let closedAt: number | null = null
  let review: Row | null = null
  let excluded = 0
  for (const event of events) {
    region = event.region || region
    category = event.category || category
    channel = event.channel || channel
    if (event.dueSet === 1)
      due = event.due
    if (event.type === 'excluded')
      excluded = 1
    if (event.at < reported.at)
      continue
    if (event.type === 'closed')
      closedAt = event.at
    if (event.type === 'reopened')
      closedAt = null
    if (event.type === 'reviewed')
      review = event
  }
  const day = (at: number): number => Math.floor((at + offsetMs) / DAY_MS)
  const hour = (at: number): number => Math.floor((at + offsetMs) / HOUR_MS) * HOUR_MS - offsetMs
  const path = city.scopePath(region)
  const deepest = path.at(-1)!
  const scopes = city.children(deepest).length > 0 ? [...path, `${deepest}/`] : path
  for (const scope of scopes) {
    const add = (key: string): void => {
      tally.set(`${key} ${scope} excluded=${excluded}`, (tally.get(`${key} ${scope} excluded=${excluded}`) ?? 0) + 1)
    }
    /** On its day, and in the sum of all days. */
    const addDay = (what: string, at: number): void => {
      add(`${what} day=${day(at)}`)
      add(`${what} day=0`)
    }
    addDay('reported', reported.at)
    add(`reported category=${category} day=${day(reported.at)}`)
    add(`reported channel=${channel} day=${day(reported.at)}`)
    if (closedAt !== null) {
      addDay('closed', closedAt)
      addDay('timed', closedAt)
    }
    else {
      add(`open due=${due === null ? 0 : hour(due)}`)
    }
    if (due !== null && closedAt !== null)
      addDay(closedAt <= due ? 'on_time' : 'late', due)
    if (review !== null) {
      const valid = review.valid ?? (review.satisfaction === '' ? 0 : 1)
      addDay('reviewed', review.at)
      if (valid === 1)
        addDay(`valid answer=${review.satisfaction}`, review.at)
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
