import type { City } from '../../city/city.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { scopesOf } from '../../server/intake/case-version.ts'
import { EVENTS_SQL, PLACES_SQL, STEPS, TRUTH_SQL, VERSIONS_SQL } from './history-sql.ts'

const DAY_MS = 86_400_000
const DAYS = 400
/** Cases of so many days are inserted together, and at least so many cases. */
const CHUNK_DAYS = 3
const MIN_CHUNK_CASES = 8000
const CALM_LOOKS = 5
const LOOK_MS = 1000
const LOOKS_AT_MOST = 300

export interface History { cases: number, events: number, open: number }

/**
 * Fills an empty store with cases of the last 400 days, step after step as they would have come,
 * through the same materialized views; then lets the background merges end.
 */
export async function fillHistory(
  database: Database,
  city: City,
  cases: number,
  now: number,
): Promise<History> {
  await fillPlaces(database, city)
  const shared = casesOf(city, { cases, days: DAYS, now })
  const chunk = Math.max(MIN_CHUNK_CASES, Math.ceil(cases * CHUNK_DAYS / DAYS))
  for (let from = 0, seq = 0; from < cases; from += chunk) {
    const count = Math.min(chunk, cases - from)
    await database.command(EVENTS_SQL, { ...shared, from, count, seq })
    for (let step = 1; step <= STEPS; step++)
      await database.command(VERSIONS_SQL, { ...shared, from, count, step })
    const [ledger] = await database.query<{ last: number }>('SELECT max(seq) AS last FROM case_events')
    seq = ledger!.last
  }
  await waitForMerges(database)
  const { start, spanMs } = shared
  const [truth] = await database.query<Omit<History, 'cases'>>(TRUTH_SQL, { now, cases, start, spanMs })
  return { cases, ...truth! }
}

/** What the statements of history-sql.ts ask of made cases: `cases` of them, evenly over `days`. */
export function casesOf(
  city: City,
  { cases, days, now }: { cases: number, days: number, now: number },
): { cases: number, now: number, start: number, spanMs: number } & Record<string, unknown> {
  return {
    now,
    cases,
    start: now - days * DAY_MS,
    spanMs: days * DAY_MS,
    zone: city.timezone,
    places: city.regions.size,
    categories: [...city.categories.keys()],
    channels: [...city.channels.keys()],
  }
}

/** The table that made cases are placed by. */
export async function fillPlaces(database: Database, city: City): Promise<void> {
  await database.command(PLACES_SQL)
  const places = [...city.regions.keys()]
  const rows = places.map((region, n) => JSON.stringify([n, region, scopesOf(region, city)]))
  const body = Buffer.from(`${rows.join('\n')}\n`)
  await database.insert('bench_places', ['n', 'region', 'path'], body, { token: 'places' })
}

async function waitForMerges(database: Database): Promise<void> {
  let calm = 0
  for (let look = 0; calm < CALM_LOOKS; look++) {
    if (look > LOOKS_AT_MOST)
      throw new Error('the background merges do not end')
    const [row] = await database.query<{ merges: number }>('SELECT count() AS merges FROM system.merges')
    calm = row?.merges === 0 ? calm + 1 : 0
    await sleep(LOOK_MS)
  }
}
