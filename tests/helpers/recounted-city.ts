import type { City } from '../../city/city.ts'
import type { Panels } from '../../contract/frame.ts'
import type { FollowedCase } from '../../recount/follow-case.ts'
import type { RecountEvent } from '../../recount/recount-event.ts'
import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { MetricsLab } from './metrics-lab.ts'
import { loadCity } from '../../city/load-city.ts'
import { followCases } from '../../recount/follow-case.ts'
import { cityStream } from './city-stream.ts'
import { openMetricsLab } from './metrics-lab.ts'
import { readLedger } from './read-ledger.ts'
import { midnight } from './recounted-windows.ts'
import { rulesOf } from './rules-of.ts'
import { seeded } from './seeded.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SEED = 370_500
const CASES = 4000
/** In the middle of a day, an hour, a minute and a month. */
export const NOW = Date.parse('2026-03-12T14:32:05+08:00')

/** Dongying with a busy history, as the server has it and as counted case by case. */
export interface RecountedCity {
  lab: MetricsLab
  city: City
  /** The ledger in its order. */
  events: RecountEvent[]
  cases: FollowedCase[]
  casesOf: (scope: string) => FollowedCase[]
  /** Every scope, from the city to the community, that holds a case; parents first. */
  scopes: string[]
  /** The frame's panels of each scope at NOW. */
  frames: ReadonlyMap<string, Panels>
}

export async function loadRecountedCity(
  address: ClickHouseAddress,
  database: string,
): Promise<RecountedCity> {
  const city = await loadCity('profiles/dongying')
  const lab = await openMetricsLab(address, database, city, NOW)
  await lab.load(cityStream({
    city,
    random: seeded(SEED),
    regions: regionsOfEveryLevel(city),
    from: NOW - 75 * DAY_MS,
    now: NOW,
    edges: edgesOf(city.timezone),
    cases: CASES,
  }))
  const events = await readLedger(lab.database)
  const cases = followCases(events, rulesOf(city))
  const held = new Set(cases.flatMap(one => [...one.within]))
  const scopes = [...city.regions.keys()].filter(code => held.has(code) && city.isScope(code))
  const contents = await lab.frames(scopes)
  return {
    lab,
    city,
    events,
    cases,
    casesOf: scope => cases.filter(one => one.within.has(scope)),
    scopes,
    frames: new Map(Array.from(contents, ([scope, { panels }]) => [scope, panels])),
  }
}

/** The city, some counties, streets, communities and grids below them: cases lie in any of them. */
function regionsOfEveryLevel({ root, regions, children }: City): string[] {
  const first = (code: string, count: number): string[] =>
    children(code).slice(0, count).map(child => child.code)
  const counties = first(root, 3)
  const streets = counties.flatMap(county => first(county, 3))
  const communities = streets.flatMap(street => first(street, 3))
  const grids = [...regions.values()]
    .filter(({ level, parent }) => level === 'grid' && communities.includes(parent!))
    .map(({ code }) => code)
  return [root, ...counties, ...streets, ...communities, ...grids, ...grids]
}

function edgesOf(zone: string): number[] {
  const hour = Math.floor(NOW / HOUR_MS) * HOUR_MS
  const midnights = [0, -1, -6, -29, -30, -59].map(days => midnight(NOW, zone, days))
  return [NOW, hour, hour - HOUR_MS, hour + HOUR_MS, midnight(NOW, zone, -11), ...midnights]
}
