import type { RejectionCode } from '../../../contract/intake.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeServer } from '../../helpers/composed-server.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { createReports } from '../../helpers/reports.ts'
import { caughtUp } from '../../helpers/server-state.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const HOUR_MS = 3_600_000
const { event: report, line } = createReports('line')

let engine: TestEngine
let server: Serving

beforeAll(async () => {
  engine = await startTestEngine()
  server = await composeServer({
    address: engine.engine.address,
    env: { GRIDWALL_PROFILE: 'boston' },
  })
})

afterAll(async () => {
  await server?.close()
  await engine?.close()
})

const soon = new Date(Date.now() + 24 * 3_600_000).toISOString()
const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
const place = { lon: 1, lat: 2 }

it.each<[string, RejectionCode, () => string | Uint8Array]>([
  ['that is no JSON', 'malformed_json', () => '{"id":'],
  ['with a bare NaN', 'malformed_json', () => line().replace('"roxbury"', 'NaN')],
  ['with NaN for a place', 'malformed_json', () => line(place).replace('"lon":1', '"lon":NaN')],
  ['that is not UTF-8', 'malformed_json', () => Buffer.from(line({ title: '\xFF' }), 'latin1')],
  ['of a megabyte', 'line_too_long', () => line({ title: 'x'.repeat(1024 * 1024) })],
  ['that is a number', 'invalid_event', () => '42'],
  ['that is null', 'invalid_event', () => 'null'],
  ['that is an array', 'invalid_event', () => `[${line()}]`],
  ['nested thirty thousand deep', 'invalid_event', () => deep],
  ['with a nested title', 'invalid_event', () => line({ title: { deep: { er: [] } } })],
  ['with __proto__', 'invalid_event', () => line().replace('{', '{"__proto__":{"valid":true},')],
  ['with a field nobody knows', 'invalid_event', () => line({ colour: 'red' })],
  ['without an id', 'invalid_event', () => line({ id: undefined })],
  ['with a blank in its id', 'invalid_event', () => line({ id: 'a b' })],
  ['with an id of 129 characters', 'invalid_event', () => line({ id: 'x'.repeat(129) })],
  ['with a number for an id', 'invalid_event', () => line({ id: 7 })],
  ['of an unknown type', 'invalid_event', () => line({ type: 'vanished' })],
  ['of a type of JavaScript', 'invalid_event', () => line({ type: 'constructor' })],
  ['with a place beyond the pole', 'invalid_event', () => line({ lon: 0, lat: 91 })],
  ['with an infinite place', 'invalid_event', () => line(place).replace(':2', ':1e999')],
  ['of an unknown region', 'unknown_region', () => line({ region: 'atlantis' })],
  ['of the region __proto__', 'unknown_region', () => line({ region: '__proto__' })],
  ['of the part of a region', 'unknown_region', () => line({ region: 'boston/' })],
  ['of an unknown category', 'unknown_category', () => line({ category: 'dragons' })],
  ['through an unknown channel', 'unknown_channel', () => line({ channel: 'pigeon' })],
  ['a day ahead', 'future_time', () => line({ at: soon })],
  ['without a zone', 'invalid_event', () => line({ at: '2026-03-01T10:00:00' })],
  ['on 30 February', 'bad_time', () => line({ at: '2026-02-30T10:00:00Z' })],
  ['on 29 February 2025', 'bad_time', () => line({ at: '2025-02-29T10:00:00+08:00' })],
  ['at 25 o\'clock', 'bad_time', () => line({ at: '2026-03-01T25:00:00Z' })],
  ['in a zone that is none', 'bad_time', () => line({ at: '2026-03-01T10:00:00+25:00' })],
  ['in 1899', 'bad_time', () => line({ at: '1899-12-31T10:00:00Z' })],
  ['due on 31 April', 'bad_time', () => line({ dueAt: '2026-04-31T10:00:00Z' })],
  ['due in the year 9999', 'bad_time', () => line({ dueAt: '9999-12-31T10:00:00Z' })],
  ['reported without a region', 'missing_attribute', () => line({ region: undefined })],
])('a line %s is rejected as %s and its neighbours are taken', async (_name, code, bad) => {
  const { body } = await postEvents(server.url, Buffer.concat([
    Buffer.from(`${line()}\n`),
    Buffer.from(bad()),
    Buffer.from(`\n${line()}\n`),
  ]))
  expect(body).toMatchObject({ accepted: 2, duplicates: 0, rejectedCount: 1 })
  expect(body.rejected[0]).toMatchObject({ code, line: 2 })
  expect(body.rejected[0]!.message).toMatch(/^[^\n]{8,400}$/)
})

it('a closing before its report is rejected, in one body with it or later', async () => {
  const now = Date.now()
  const at = (ms: number): string => new Date(now - ms).toISOString()
  const close = (id: string): string =>
    JSON.stringify({ id, caseId: 'early', type: 'closed', at: at(HOUR_MS + 1) })
  for (const body of [`${line({ caseId: 'early', at: at(HOUR_MS) })}\n${close('1')}`, close('2')]) {
    const answer = await postEvents(server.url, body)
    expect(answer.body.rejected).toMatchObject([{ code: 'before_reported' }])
  }
})

it('a known id with another content is a conflict, and the first content stays', async () => {
  const event = report({ title: 'first' })
  const send = async (more: object): ReturnType<typeof postEvents> =>
    postEvents(server.url, JSON.stringify({ ...event, ...more }))
  expect((await send({})).body).toMatchObject({ accepted: 1 })
  expect((await send({ title: 'other' })).body.rejected).toMatchObject([{ code: 'id_conflict' }])
  expect((await send({})).body).toMatchObject({ accepted: 0, duplicates: 1 })
  await caughtUp(server.url)
  const one = await fetch(`${server.url}/api/v1/cases/${String(event.caseId)}`)
  expect(await one.json()).toMatchObject({ case: { title: 'first' } })
})

it('the last line, cut off, is rejected alone', async () => {
  const { body } = await postEvents(server.url, `${line()}\n${line().slice(0, -20)}`)
  expect(body).toMatchObject({ accepted: 1, rejected: [{ line: 2, code: 'malformed_json' }] })
})

describe('text', () => {
  const ODD = ['\u0000', '\u2028', '\n\n', '\\N', '\'); DROP', '😀'.repeat(200), '\u202E', '\t"']

  it('that is accepted is loaded, however odd, and comes out as it went in', async () => {
    const events = ODD.map(title => report({ title, department: title.slice(0, 100) }))
    const { body } = await postEvents(server.url, events.map(e => JSON.stringify(e)).join('\n'))
    expect(body).toMatchObject({ accepted: ODD.length, rejectedCount: 0 })
    await caughtUp(server.url)
    for (const { caseId, title } of events) {
      const one = await fetch(`${server.url}/api/v1/cases/${String(caseId)}`)
      expect(await one.json()).toMatchObject({ case: { title } })
    }
  })

  it('cut in the middle of a character is loaded with a replacement for it', async () => {
    const event = report({ title: '积水\uD83D', department: '\uDE00局' })
    await postEvents(server.url, JSON.stringify(event))
    await caughtUp(server.url)
    const one = await fetch(`${server.url}/api/v1/cases/${String(event.caseId)}`)
    expect(await one.json()).toMatchObject({ case: { title: '积水\uFFFD', department: '\uFFFD局' } })
  })
})

it('an event is in the ledger under the name of the source that sent it', async () => {
  const event = report()
  await postEvents(server.url, JSON.stringify(event), { authorization: 'Bearer other-token' })
  await caughtUp(server.url)
  const one = await fetch(`${server.url}/api/v1/cases/${String(event.caseId)}`)
  expect(await one.json()).toMatchObject({ events: [{ source: 'other' }] })
})
