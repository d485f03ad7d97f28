import type { City } from '../../../city/city.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { Panels } from '../../../contract/frame.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { AsOfLedger, AsOfOptions } from '../../../server/history/as-of-ledger.ts'
import type { FrameContent } from '../../../server/ports.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { createGate } from '../../../server/gate.ts'
import { openAsOfLedger } from '../../../server/history/as-of-ledger.ts'
import { dropLeftovers } from '../../../server/history/scratch-database.ts'
import { createFrameComputer } from '../../../server/metrics/frame-computer.ts'
import { createServiceLevels } from '../../../server/service-levels.ts'
import { cityStream } from '../../helpers/city-stream.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { seeded } from '../../helpers/seeded.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOW = Date.parse('2026-03-12T14:32:05+08:00')
const MOMENTS = [
  NOW - 30 * DAY_MS,
  NOW - 2 * DAY_MS,
  NOW - DAY_MS,
  NOW - DAY_MS + 1,
  NOW - 3 * HOUR_MS,
  NOW,
]
const SCOPES = ['370500', '370502', '370502001']

let address: ClickHouseAddress
let city: City
/** The city as it took its events: late, out of order, twice. */
let live: MetricsLab
/** Frames of a city to which every event came when it happened, by moment and scope. */
let truth: ReadonlyMap<string, FrameContent>

beforeAll(async () => {
  address = await sharedEngine()
  city = await loadCity('profiles/dongying')
  const events = cityStream({
    city,
    random: seeded(7),
    regions: [...SCOPES, '370503', '370503001', '370502002'],
    from: NOW - 40 * DAY_MS,
    now: NOW,
    edges: MOMENTS,
    cases: 1200,
  })
  live = await openMetricsLab(address, 'live', city, NOW)
  await live.load(events)
  truth = await framesInOrder(events)
})
afterAll(async () => {
  await live?.close()
})

/** Sends what the live ledger took to another city, each event in its turn. */
async function framesInOrder(
  events: readonly CaseEvent[],
): Promise<ReadonlyMap<string, FrameContent>> {
  const rows = await live.database.query<{ id: string }>(
    'SELECT id FROM case_events ORDER BY at, seq',
  )
  const byId = new Map(events.map(event => [event.id, event]))
  const ordered = rows.map(({ id }) => byId.get(id)!)
  const lab = await openMetricsLab(address, 'ordered', city, NOW)
  const frames = new Map<string, FrameContent>()
  let done = 0
  for (const at of MOMENTS) {
    lab.now = at
    const end = ordered.findIndex(event => Date.parse(event.at) > at)
    await lab.load(ordered.slice(done, end < 0 ? undefined : end))
    done = end < 0 ? ordered.length : end
    for (const [scope, content] of await lab.frames(SCOPES))
      frames.set(`${at} ${scope}`, content)
  }
  await lab.close()
  return frames
}

async function openPast(atMs: number, more: Partial<AsOfOptions> = {}): Promise<AsOfLedger> {
  const calendar = createCalendar(city.timezone, city.calendar)
  const ledger = await openAsOfLedger({
    live: live.database,
    openDatabase: name => createDatabase({ ...address, database: name }),
    migrations: 'server/clickhouse/migrations',
    context: { city, calendar, serviceLevels: createServiceLevels(city, calendar) },
    gate: createGate(),
    createComputer: (database, now) =>
      createFrameComputer({ city, calendar, database, wallNow: now }),
    maxEvents: 1_000_000,
    // Small, so that most cases are taken over as they are.
    recentEvents: 600,
    steadyNow: () => performance.now(),
    ...more,
  }, atMs)
  onTestFinished(ledger.close)
  return ledger
}

/** Without the list of arrivals of small scopes, which may lie beyond the recent events. */
function comparable(scope: string, { panels, ...content }: FrameContent): object {
  const { latest, ...counted } = panels
  const shown = scope === city.root ? { ...counted, latest: latest.events } : counted
  return { ...content, panels: shown }
}

async function expectTruth(ledger: AsOfLedger, at: number): Promise<void> {
  for (const scope of SCOPES) {
    const frame = await ledger.frame(scope)
    const expected = truth.get(`${at} ${scope}`)!
    expect(rounded(comparable(scope, frame)), `${scope} at ${new Date(at).toISOString()}`)
      .toEqual(rounded(comparable(scope, expected)))
  }
}

/** Middles of map points are sums of doubles in the order of their rows. */
function rounded(value: object): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'number' ? Math.round(inner * 1e9) / 1e9 : inner)
}

it.each(MOMENTS)('is, opened as of %d, the city as if every event had come in time', async (at) => {
  await expectTruth(await openPast(at), at)
})

it('is the same after going forward from moment to moment', async () => {
  const ledger = await openPast(MOMENTS[0]!)
  for (const at of MOMENTS) {
    await ledger.advance(at)
    await expectTruth(ledger, at)
  }
})

it('counts cases, and is not empty', () => {
  const panels = (at: number): Panels => truth.get(`${at} ${city.root}`)!.panels
  const reported = (at: number) => panels(at).summary.windows.todate.metrics.reported.value!
  expect(reported(NOW)).toBeGreaterThan(900)
  expect(reported(NOW - 30 * DAY_MS)).toBeGreaterThan(100)
  expect(reported(NOW - 30 * DAY_MS)).toBeLessThan(reported(NOW - DAY_MS))
  expect(panels(NOW).latest.events).toHaveLength(12)
})

it('counts what happened in the minute before the moment', async () => {
  const [busiest] = await live.database.query<{ at: number, events: number }>(
    `SELECT toUnixTimestamp64Milli(at) AS at, count() AS events FROM case_events
    WHERE path != [] GROUP BY at ORDER BY events DESC LIMIT 1`,
  )
  const [inMinute] = await live.database.query<{ events: number }>(
    `SELECT count() AS events FROM case_events
    WHERE toUnixTimestamp64Milli(at) BETWEEN {at:Int64} - 60000 AND {at:Int64} AND path != []`,
    { at: busiest!.at },
  )
  const ledger = await openPast(busiest!.at)
  expect((await ledger.frame(city.root)).panels.latest.perMinute).toBe(inMinute!.events)
  expect(inMinute!.events).toBeGreaterThan(1)
})

it('stands before the first event with nothing in it', async () => {
  const { seq, panels } = await (await openPast(NOW - 400 * DAY_MS)).frame(city.root)
  expect(seq).toBe(0)
  expect(panels.summary.windows.todate.metrics.reported.value).toBe(0)
})

it('notices events that became known later and belong before the moment', async () => {
  let steady = 0
  const ledger = await openPast(NOW - DAY_MS, { steadyNow: () => steady })
  await live.load([{
    id: 'late-news',
    caseId: 'late-case',
    type: 'reported',
    at: new Date(NOW - 2 * DAY_MS).toISOString(),
    region: '370502001',
    category: [...city.categories.keys()][0]!,
    channel: [...city.channels.keys()][0]!,
  }])
  steady = 59_000
  expect(await ledger.isCurrent(NOW - DAY_MS)).toBe(true)
  steady = 61_000
  expect(await ledger.isCurrent(NOW - 3 * DAY_MS)).toBe(true)
  steady = 130_000
  expect(await ledger.isCurrent(NOW - DAY_MS)).toBe(false)
  const again = await openPast(NOW - DAY_MS)
  const before = truth.get(`${NOW - DAY_MS} ${city.root}`)!
  expect((await again.frame(city.root)).seq).toBe(before.seq + 1)
})

it('refuses a ledger beyond the bound and says which bound', async () => {
  await expect(openPast(NOW, { maxEvents: 1000 })).rejects.toMatchObject({
    code: 'ledger_too_large',
    message: expect.stringContaining('at most 1000') as string,
  })
})

it('leaves no database behind, and a start drops what a crash left', async () => {
  const { database } = live
  const prefix = `${database.name}_asof_`
  const names = async () => (await database.query<{ name: string }>(
    'SELECT name FROM system.databases WHERE startsWith(name, {prefix:String})',
    { prefix },
  )).length
  expect(await names()).toBe(0)
  await database.command(`CREATE DATABASE ${prefix}0a1b2c`)
  await database.command(`CREATE TABLE ${prefix}0a1b2c.t (x Int8) ENGINE = MergeTree ORDER BY x`)
  expect(await dropLeftovers(database)).toBe(1)
  expect(await names()).toBe(0)
})
