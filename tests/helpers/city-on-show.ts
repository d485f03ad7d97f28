import type { CaseEvent } from '../../contract/case-event.ts'
import type { ClickHouseAddress } from '../../server/clickhouse/address.ts'
import type { Serving } from '../../server/serve.ts'
import { loadCity } from '../../city/load-city.ts'
import { cityStream } from './city-stream.ts'
import { composeServer } from './composed-server.ts'
import { postEvents } from './post-events.ts'
import { seeded } from './seeded.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const BATCH = 4000

export interface ShownCity extends Serving {
  /** A county with streets below it, and how many those are. */
  county: { code: string, name: string, streets: number }
}

/** The whole server over Dongying with a busy history up to `start`, where its clock begins. */
export async function showCity(
  address: ClickHouseAddress,
  start: number,
  cases: number,
): Promise<ShownCity> {
  const city = await loadCity('profiles/dongying')
  const counties = city.children(city.root)
  const streets = counties.flatMap(county => city.children(county.code).map(({ code }) => code))
  const begun = performance.now()
  const serving = await composeServer({
    address,
    wallNow: () => Math.round(start + performance.now() - begun),
    // An alarm would take over the walls that tests click on, sooner or later.
    env: { GRIDWALL_TICK_MS: '100', GRIDWALL_ALARM_MS: '600000' },
  })
  const events = cityStream({
    city,
    random: seeded(42),
    regions: [...streets, ...counties.map(({ code }) => code)],
    from: start - 40 * DAY_MS,
    now: start,
    edges: [start - HOUR_MS],
    cases,
  })
  let seq = 0
  for (let i = 0; i < events.length; i += BATCH)
    seq = await post(serving.url, events.slice(i, i + BATCH))
  await shown(serving.url, city.root, seq)
  const county = counties.find(({ code }) => city.children(code).length > 5)!
  return {
    ...serving,
    county: { code: county.code, name: county.name, streets: city.children(county.code).length },
  }
}

/** @returns the point of the ledger that holds them all */
async function post(url: string, events: readonly CaseEvent[]): Promise<number> {
  const { body } = await postEvents(url, events.map(event => JSON.stringify(event)).join('\n'))
  const wrong = body.rejected.find(({ code }) => code !== 'before_reported')
  if (wrong !== undefined)
    throw new Error(`${wrong.id}: ${wrong.message}`)
  return body.seq
}

/** Until the frames contain the whole ledger. */
async function shown(url: string, scope: string, seq: number): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/api/v1/frames/${scope}`)
    if (response.ok && (await response.json() as { seq: number }).seq >= seq)
      return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
