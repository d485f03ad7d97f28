import type { Database } from '../../../server/clickhouse/database.ts'
import type { FrameToKeep } from '../../../server/history/kept-frames.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createKeptFrames } from '../../../server/history/kept-frames.ts'
import { freshDatabase } from '../../helpers/fresh-database.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

let engine: TestEngine
let database: Database
let scopes = 0

beforeAll(async () => {
  engine = await startTestEngine()
  database = await freshDatabase(engine.engine.address, 'kept')
})
afterAll(async () => {
  await database?.close()
  await engine?.close()
})

/** The store and a scope of the test's own, in which frames are kept minutes from NOW. */
function testStore(days = 90) {
  const store = createKeptFrames({ database, days, wallNow: () => NOW })
  const scope = `scope-${scopes++}`
  const frame = (asOf: number, computed = asOf, more: Partial<FrameToKeep> = {}): FrameToKeep => ({
    scope,
    asOfMs: NOW + asOf * MINUTE_MS,
    computedAtMs: NOW + computed * MINUTE_MS,
    epoch: 'e1',
    tick: 1,
    seq: 1,
    text: JSON.stringify({ words: `as of ${asOf}, computed ${computed}, "quoted" 中文\n` }),
    ...more,
  })
  const keep = async (...frames: FrameToKeep[]) =>
    store.write(frames.map(store.encode), `${scope}-${frames.map(f => f.asOfMs).join()}`)
  const read = async (at: number) => {
    const found = await store.find(scope, NOW + at * MINUTE_MS)
    return found === null ? null : store.read(scope, found)
  }
  return { store, scope, frame, keep, read }
}

it('answers the newest frame at or before a moment, byte for byte', async () => {
  const { frame, keep, read } = testStore()
  await keep(frame(-30), frame(-20), frame(-5))
  expect(await read(-31)).toBeNull()
  expect(await read(-30)).toBe(frame(-30).text)
  expect(await read(-6)).toBe(frame(-20).text)
  expect(await read(1000)).toBe(frame(-5).text)
})

it('answers of two runs through the same moments the one that was computed last', async () => {
  const { frame, keep, read } = testStore()
  await keep(frame(-30, -10), frame(-20, -9), frame(-28, -5, { epoch: 'e2' }), frame(-20, -4, { epoch: 'e2' }))
  expect(await read(-29)).toBe(frame(-30, -10).text)
  expect(await read(-25)).toBe(frame(-28, -5).text)
  expect(await read(-20)).toBe(frame(-20, -4).text)
})

it('counts a write that is repeated under its token once', async () => {
  const { store, scope, frame, keep } = testStore()
  await keep(frame(-5))
  await keep(frame(-5))
  expect((await store.times(scope, NOW - DAY_MS, NOW, 10)).total).toBe(1)
})

it('lists moments, half-open, and thins them evenly beyond the limit', async () => {
  const { store, scope, frame, keep } = testStore()
  await keep(...Array.from({ length: 100 }, (_, i) => frame(-100 + i)))
  const all = await store.times(scope, NOW - 100 * MINUTE_MS, NOW - MINUTE_MS, 1000)
  expect(all.times).toEqual(Array.from({ length: 99 }, (_, i) => NOW + (i - 100) * MINUTE_MS))
  const thinned = await store.times(scope, NOW - 100 * MINUTE_MS, NOW, 10)
  expect(thinned.total).toBe(100)
  expect(thinned.times).toHaveLength(10)
  const gaps = thinned.times.slice(1).map((at, i) => at - thinned.times[i]!)
  expect(new Set(gaps)).toEqual(new Set([10 * MINUTE_MS]))
})

it('holds frames for the days configured and no longer', async () => {
  const { store, scope, frame, keep, read } = testStore(2)
  const old = -3 * 24 * 60
  await keep(frame(old))
  await keep(frame(old + 1, -5))
  // Expired by the time of its computing, not by the time it shows.
  expect(await read(old)).toBeNull()
  expect(await read(old + 1)).toBe(frame(old + 1, -5).text)
  expect(await store.earliest(scope)).toBe(frame(old + 1).asOfMs)
})

it('tells ClickHouse how long to hold them, again after a change', async () => {
  await testStore(7).store.expire()
  await testStore(30).store.expire()
  const [table] = await database.query<{ sql: string }>(
    'SELECT create_table_query AS sql FROM system.tables WHERE database = \'kept\' AND name = \'kept_frames\'',
  )
  expect(table!.sql).toMatch(/TTL toDateTime\(computed_at\) \+ toIntervalDay\(30\)/)
})

it('finds frames of another format and does not list them', async () => {
  const { store, scope, frame, keep } = testStore()
  await keep(frame(-5))
  await database.command(
    `INSERT INTO kept_frames (scope, as_of, computed_at, epoch, tick, seq, format, frame)
    SELECT scope, as_of - INTERVAL 1 MINUTE, computed_at, epoch, tick, seq, 0, frame
    FROM kept_frames WHERE scope = {scope:String}`,
    { scope },
  )
  expect(await store.find(scope, NOW - 6 * MINUTE_MS)).toMatchObject({ format: 0 })
  expect(await store.earliest(scope)).toBe(NOW - 5 * MINUTE_MS)
  expect((await store.times(scope, NOW - DAY_MS, NOW, 10)).total).toBe(1)
})
