import type { Frame } from '../../../contract/frame.ts'
import type { HeartbeatAnswer, SourceFreshness } from '../../../contract/sources.ts'
import type { Database } from '../../../server/clickhouse/database.ts'
import type { Serving } from '../../../server/serve.ts'
import { once } from 'node:events'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { freshDatabase } from '../../helpers/fresh-database.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { createReports } from '../../helpers/reports.ts'
import { caughtUp } from '../../helpers/server-state.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const AUTHORIZED = { authorization: `Bearer ${SOURCE_TOKEN}` }
const MINUTE_MS = 60_000
const { line } = createReports('sources')

let database: Database
let server: Serving
let dataDir: string
/** How far the server's clock is moved, milliseconds. */
let ahead = 0

beforeEach(async () => {
  ahead = 0
  dataDir = await temporaryDirectory()
  database = await freshDatabase(await sharedEngine(), 'sources')
  onTestFinished(database.close)
  server = await start()
  onTestFinished(async () => server.close())
})

async function start(): Promise<Serving> {
  return composeServer({
    address: { ...await sharedEngine(), database: database.name },
    dataDir,
    env: {
      GRIDWALL_PROFILE: 'boston',
      GRIDWALL_TICK_MS: '50',
      GRIDWALL_IDLE_TICK_MS: '400',
      GRIDWALL_CLOCK: 'stream',
    },
    wallNow: () => Date.now() + ahead,
  })
}

interface Answered { status: number, answer: HeartbeatAnswer & { code?: string } }

async function heartbeat(body?: unknown, token = SOURCE_TOKEN): Promise<Answered> {
  const response = await fetch(`${server.url}/api/v1/heartbeat`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, answer: await response.json() as HeartbeatAnswer }
}

async function sources(): Promise<SourceFreshness[]> {
  const response = await fetch(`${server.url}/api/v1/frames/boston`)
  return (await response.json() as Frame).sources
}

async function stands(state: string): Promise<SourceFreshness> {
  await expect.poll(async () => (await sources())[0]?.state).toBe(state)
  return (await sources())[0]!
}

it.each([
  ['no content type', {}],
  ['NDJSON', { 'content-type': 'application/x-ndjson' }],
  ['JSON', { 'content-type': 'application/json' }],
])('takes an empty body of %s for a heartbeat', async (_name, headers) => {
  expect(await sources()).toMatchObject([{ name: 'test', state: 'never' }, { name: 'other', state: 'never' }])
  const response = await fetch(`${server.url}/api/v1/events`, {
    method: 'POST',
    headers: { ...AUTHORIZED, ...headers },
  })
  expect([response.status, await response.json()]).toEqual([200, {
    accepted: 0,
    duplicates: 0,
    rejected: [],
    rejectedCount: 0,
    seq: 0,
  }])
  expect(await stands('quiet')).toMatchObject({ since: null, watermark: null })
  expect((await sources())[1]).toMatchObject({ name: 'other', state: 'never', lastHeardAt: null })
})

it('takes a WebSocket batch of its header alone for a heartbeat', async () => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/events`, { headers: AUTHORIZED })
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  ahead = 10 * MINUTE_MS
  await stands('late')
  socket.send('{"batch":"nothing-new"}')
  await stands('quiet')
})

it('goes from live over quiet to late by the server\'s clock, in replayed time too', async () => {
  await postEvents(server.url, line({ at: '2011-08-28T10:00:00Z' }))
  expect(await stands('live')).toMatchObject({ since: null, watermark: '2011-08-28T10:00:00.000Z' })
  ahead = 2 * MINUTE_MS
  const quiet = await stands('quiet')
  expect(Date.now() - Date.parse(quiet.since!)).toBeLessThan(MINUTE_MS)
  ahead = 6 * MINUTE_MS
  const late = await stands('late')
  expect(Date.now() - Date.parse(late.since!)).toBeLessThan(MINUTE_MS)
  const text = await (await fetch(`${server.url}/metrics`)).text()
  expect(text).toContain('gridwall_source_state{source="test",state="late"} 1')
  expect(text).toContain('gridwall_source_state{source="other",state="never"} 1')
  expect(text).toMatch(/^gridwall_source_heard_age_seconds\{source="test"\} (?:3[6-9]|[4-9]\d)\d/m)
  expect(text).not.toContain('gridwall_source_heard_age_seconds{source="other"}')
  await heartbeat()
  await stands('quiet')
})

it('answers with the watermark it knows, which never moves back', async () => {
  const at = (ms: number): string => new Date(Date.now() + ms).toISOString()
  expect(await heartbeat()).toMatchObject({ status: 200, answer: { source: 'test', watermark: null } })
  const promised = at(-5 * MINUTE_MS)
  const { answer } = await heartbeat({ watermark: promised })
  expect(Date.parse(answer.watermark!)).toBe(Date.parse(promised))
  const older = await heartbeat({ watermark: at(-60 * MINUTE_MS) })
  expect(older.answer.watermark).toBe(answer.watermark)
  expect((await heartbeat()).answer.watermark).toBe(answer.watermark)
  // It gave its own: events say nothing of what is still to come.
  await postEvents(server.url, line({ at: at(-MINUTE_MS) }))
  expect((await heartbeat()).answer.watermark).toBe(answer.watermark)
})

it.each([
  // A day: the test may come to it minutes after it was written down.
  ['a time too far ahead', { watermark: new Date(Date.now() + 24 * 60 * MINUTE_MS).toISOString() }, 400, 'bad_watermark'],
  ['no time', { watermark: 'yesterday' }, 400, 'bad_watermark'],
  ['another field', { upTo: '2026-11-21T06:00:00Z' }, 400, 'invalid_request'],
  ['a body without end', { watermark: 'x'.repeat(2000) }, 413, 'body_too_large'],
])('refuses %s, and has heard the source all the same', async (_name, body, status, code) => {
  expect(await heartbeat(body)).toMatchObject({ status, answer: { code } })
  await stands('quiet')
})

it('takes heartbeats of sources only', async () => {
  expect(await heartbeat({}, 'no-such-token')).toMatchObject({ status: 401, answer: { code: 'source_unauthorized' } })
  expect((await sources()).map(({ state }) => state)).toEqual(['never', 'never'])
})

it('knows watermarks and when sources were heard after a restart', async () => {
  const at = new Date(Date.now() - 30 * MINUTE_MS).toISOString()
  await postEvents(server.url, line({ at }))
  const promised = new Date(Date.now() - 5 * MINUTE_MS).toISOString()
  await postEvents(server.url, '', { authorization: 'Bearer other-token' })
  await heartbeat({ watermark: promised }, 'other-token')
  await caughtUp(server.url)
  await stands('live')
  const marks = async () => (await sources()).map(({ watermark }) => watermark?.slice(0, 16))
  const expected = [at.slice(0, 16), promised.slice(0, 16)]
  // The frame of a tick that began before the heartbeat does not know of it.
  await expect.poll(marks).toEqual(expected)
  const before = await sources()
  await server.close()
  server = await start()
  const after = await sources()
  expect(after).toEqual(before)
  expect(await marks()).toEqual(expected)
})
