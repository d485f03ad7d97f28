import type { City } from '../../../city/city.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { Frame } from '../../../contract/frame.ts'
import type { Database } from '../../../server/clickhouse/database.ts'
import type { Serving } from '../../../server/serve.ts'
import type { ClickHouseProxy } from '../../helpers/clickhouse-proxy.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { caseStream } from '../../helpers/case-stream.ts'
import { startClickHouseProxy } from '../../helpers/clickhouse-proxy.ts'
import { composeServer } from '../../helpers/composed-server.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { readRollups, recountLedger } from '../../helpers/recount.ts'
import { seeded } from '../../helpers/seeded.ts'
import { caughtUp, pendingEvents } from '../../helpers/server-state.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const ZONE_OFFSET_MS = -4 * 3_600_000
const START = Date.UTC(2026, 6, 1)
const NOW = Date.UTC(2026, 7, 1)

let engine: TestEngine
let proxy: ClickHouseProxy
let server: Serving
let city: City
let dataDir: string
let database: Database
let databases = 0
let stream: Generator<CaseEvent, never>

beforeAll(async () => {
  engine = await startTestEngine()
  city = await loadCity('profiles/boston')
})

beforeEach(async () => {
  const name = `away_${++databases}`
  await engine.database.command(`CREATE DATABASE ${name}`)
  const address = { ...engine.engine.address, database: name }
  database = createDatabase(address)
  proxy = await startClickHouseProxy(address)
  dataDir = await temporaryDirectory()
  server = await startServer()
  stream = caseStream(seeded(11), {
    categories: [...city.categories.keys()],
    channels: [...city.channels.keys()],
  }, START)
})

afterEach(async () => {
  await server?.close()
  await proxy?.close()
  await database?.close()
})

afterAll(async () => engine?.close())

function wallNow(): number {
  return NOW + Math.floor(performance.now())
}

async function startServer(): Promise<Serving> {
  return composeServer({
    address: proxy.address,
    dataDir,
    env: { GRIDWALL_PROFILE: 'boston', GRIDWALL_TICK_MS: '50', GRIDWALL_IDLE_TICK_MS: '400' },
    wallNow,
  })
}

/** Sends the next events of the stream; answers how many were taken. */
async function send(count: number): Promise<number> {
  const lines = Array.from({ length: count }, () => JSON.stringify(stream.next().value))
  const { status, body } = await postEvents(server.url, lines.join('\n'))
  expect(status).toBe(200)
  return body.accepted
}

async function frame(): Promise<Frame> {
  return await (await fetch(`${server.url}/api/v1/frames/boston`)).json() as Frame
}

async function expectExact(events: number): Promise<void> {
  const [ledger] = await database.query<{ n: number, ids: number, last: number }>(
    'SELECT count() AS n, uniqExact(id) AS ids, max(seq) AS last FROM case_events',
  )
  expect(ledger).toEqual({ n: events, ids: events, last: events })
  expect(await readRollups(database))
    .toEqual(await recountLedger(database, city, ZONE_OFFSET_MS))
}

it('goes on acknowledging while ClickHouse is away, says how far behind it is, catches up', async () => {
  const first = await send(200)
  await expect.poll(async () => (await frame()).seq).toBe(first)
  proxy.away = true
  const began = wallNow()
  let missing = 0
  for (let i = 0; i < 10; i++)
    missing += await send(100)
  expect(await pendingEvents(server.url)).toBe(missing)

  await expect.poll(async () => (await frame()).lag.events).toBe(missing)
  const stale = await frame()
  expect(stale.seq).toBe(first)
  expect(stale.staleSince).not.toBeNull()
  expect(Date.parse(stale.lag.since!)).toBeGreaterThanOrEqual(began)
  expect(Date.parse(stale.lag.since!)).toBeLessThanOrEqual(wallNow())
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
  const question = await fetch(`${server.url}/api/v1/metrics`)
  expect(question.status).toBe(503)
  expect(question.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(await question.json()).toMatchObject({ code: 'clickhouse_unavailable' })

  proxy.away = false
  await caughtUp(server.url)
  await expect.poll(async () => (await frame()).seq).toBe(first + missing)
  expect(await frame()).toMatchObject({ staleSince: null, lag: { events: 0, since: null } })
  await expectExact(first + missing)
})

it.each(['case_events', 'case_versions'])('counts an insert into %s once whose answer was lost', async (table) => {
  proxy.mute = table
  let sent = 0
  for (let i = 0; i < 4; i++)
    sent += await send(100)
  await expect.poll(() => proxy.lost).toBeGreaterThanOrEqual(3)
  proxy.mute = null
  await caughtUp(server.url)
  await expectExact(sent)
})

it('takes up where it was when the server stopped while ClickHouse was away', async () => {
  const first = await send(100)
  await caughtUp(server.url)
  proxy.mute = 'case_versions'
  const second = await send(100)
  await expect.poll(() => proxy.lost).toBeGreaterThanOrEqual(1)
  const third = await send(100)
  await server.close()
  proxy.mute = null
  server = await startServer()
  await caughtUp(server.url)
  await expectExact(first + second + third)
})
