import type { CaseEvent } from '../../../contract/case-event.ts'
import type { IntakeAnswer, RejectionCode } from '../../../contract/intake.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { Buffer } from 'node:buffer'
import net from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const MAX_BODY_BYTES = 2 * 1024 * 1024
const HOUR_MS = 3_600_000
const JSON_TYPE = { 'content-type': 'application/json' }
const GZIP = { 'content-encoding': 'gzip' }

let engine: TestEngine
let server: Serving
let number = 0

beforeAll(async () => {
  engine = await startTestEngine()
  server = await composeServer({
    address: engine.engine.address,
    env: { GRIDWALL_PROFILE: 'boston', GRIDWALL_MAX_BODY_BYTES: String(MAX_BODY_BYTES) },
  })
})

afterAll(async () => {
  await server?.close()
  await engine?.close()
})

function report(more: Partial<Record<keyof CaseEvent, unknown>> = {}): Record<string, unknown> {
  number++
  return {
    id: `e-${number}`,
    caseId: `c-${number}`,
    type: 'reported',
    at: new Date(Date.now() - HOUR_MS).toISOString(),
    region: 'roxbury',
    category: 'property-management.graffiti',
    channel: 'twitter',
    ...more,
  }
}

function line(more: Partial<Record<keyof CaseEvent, unknown>> = {}): string {
  return JSON.stringify(report(more))
}

async function post(
  body: string | Uint8Array | null,
  headers?: Record<string, string>,
): ReturnType<typeof postEvents> {
  return postEvents(server.url, body, headers)
}

/** The codes of a body's rejections; the rest of it must have been taken. */
async function rejectionsOf(body: string | Uint8Array): Promise<RejectionCode[]> {
  const answer = await post(body)
  expect(answer.status).toBe(200)
  return (answer.body as unknown as IntakeAnswer).rejected.map(({ code }) => code)
}

describe('one bad line', () => {
  const soon = new Date(Date.now() + 10 * 60_000).toISOString()
  const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`

  it.each<[string, RejectionCode, () => string | Uint8Array]>([
    ['that is no JSON', 'malformed_json', () => '{"id":'],
    ['with a bare NaN', 'malformed_json', () => line().replace('"roxbury"', 'NaN')],
    ['with NaN for a place', 'malformed_json', () => line({ lon: 1 }).replace('"lon":1', '"lon":NaN')],
    ['that is not UTF-8', 'malformed_json', () => Buffer.from(line({ title: '\xFF\xFE' }), 'latin1')],
    ['of a megabyte', 'line_too_long', () => line({ title: 'x'.repeat(1024 * 1024) })],
    ['that is a number', 'invalid_event', () => '42'],
    ['that is null', 'invalid_event', () => 'null'],
    ['that is an array', 'invalid_event', () => `[${line()}]`],
    ['nested thirty thousand deep', 'invalid_event', () => deep],
    ['with a nested title', 'invalid_event', () => line({ title: { deep: { er: [] } } })],
    ['with __proto__', 'invalid_event', () => line().replace('{', '{"__proto__":{"valid":true},')],
    ['with a field nobody knows', 'invalid_event', () => line({ ['colour' as 'id']: 'red' })],
    ['without an id', 'invalid_event', () => line({ id: undefined })],
    ['with a blank in its id', 'invalid_event', () => line({ id: 'a b' })],
    ['with an id of 129 characters', 'invalid_event', () => line({ id: 'x'.repeat(129) })],
    ['with a number for an id', 'invalid_event', () => line({ id: 7 })],
    ['of an unknown type', 'invalid_event', () => line({ type: 'vanished' })],
    ['of a type of JavaScript', 'invalid_event', () => line({ type: 'constructor' })],
    ['with a place beyond the pole', 'invalid_event', () => line({ lon: 0, lat: 91 })],
    ['with an infinite place', 'invalid_event', () => line({ lon: 1, lat: 2 }).replace('"lat":2', '"lat":1e999')],
    ['of an unknown region', 'unknown_region', () => line({ region: 'atlantis' })],
    ['of the region __proto__', 'unknown_region', () => line({ region: '__proto__' })],
    ['of a part of a region', 'unknown_region', () => line({ region: 'boston/' })],
    ['of an unknown category', 'unknown_category', () => line({ category: 'dragons' })],
    ['through an unknown channel', 'unknown_channel', () => line({ channel: 'pigeon' })],
    ['ten minutes ahead', 'future_time', () => line({ at: soon })],
    ['without a zone', 'invalid_event', () => line({ at: '2026-03-01T10:00:00' })],
    ['on 30 February', 'bad_time', () => line({ at: '2026-02-30T10:00:00Z' })],
    ['on 29 February 2025', 'bad_time', () => line({ at: '2025-02-29T10:00:00+08:00' })],
    ['at 25 o\'clock', 'bad_time', () => line({ at: '2026-03-01T25:00:00Z' })],
    ['in a zone that is none', 'bad_time', () => line({ at: '2026-03-01T10:00:00+25:00' })],
    ['in 1899', 'bad_time', () => line({ at: '1899-12-31T10:00:00Z' })],
    ['due on 31 April', 'bad_time', () => line({ dueAt: '2026-04-31T10:00:00Z' })],
    ['due in the year 9999', 'bad_time', () => line({ dueAt: '9999-12-31T10:00:00Z' })],
    ['reported without a region', 'missing_attribute', () => line({ region: undefined })],
  ])('%s is rejected as %s and its neighbours are taken', async (_name, code, bad) => {
    const body = Buffer.concat([
      Buffer.from(`${line()}\n`),
      Buffer.from(bad()),
      Buffer.from(`\n${line()}\n`),
    ])
    const answer = (await post(body)).body as unknown as IntakeAnswer
    expect(answer).toMatchObject({ accepted: 2, duplicates: 0, rejectedCount: 1 })
    expect(answer.rejected[0]).toMatchObject({ code, line: 2 })
    expect(answer.rejected[0]!.message).toMatch(/^[^\n]{8,400}$/)
  })

  it('that closes a case before its report is rejected, in one body or a later one', async () => {
    const now = Date.now()
    const at = (ms: number): string => new Date(now - ms).toISOString()
    const close = (id: string): string =>
      JSON.stringify({ id, caseId: 'early', type: 'closed', at: at(HOUR_MS + 1) })
    const body = `${line({ caseId: 'early', at: at(HOUR_MS) })}\n${close('early-1')}`
    expect(await rejectionsOf(body)).toEqual(['before_reported'])
    expect(await rejectionsOf(close('early-2'))).toEqual(['before_reported'])
  })

  it('with a known id and another content is a conflict; the first stays', async () => {
    const event = report()
    expect((await post(JSON.stringify(event))).body).toMatchObject({ accepted: 1 })
    expect(await rejectionsOf(JSON.stringify({ ...event, title: 'other' }))).toEqual(['id_conflict'])
    expect((await post(JSON.stringify(event))).body).toMatchObject({ accepted: 0, duplicates: 1 })
  })

  it('cut off at the end of the body is rejected alone', async () => {
    const answer = await post(`${line()}\n${line().slice(0, -20)}`)
    expect(answer.body).toMatchObject({ accepted: 1, rejected: [{ line: 2, code: 'malformed_json' }] })
  })
})

describe('a body', () => {
  const code = (value: string): object => ({ body: { code: value } })

  it('with CRLF, blank lines and no end of the last line is taken', async () => {
    const body = `\r\n${line()}\r\n\r\n\n${line()}\r\n${line()}`
    expect((await post(body)).body).toMatchObject({ accepted: 3, rejectedCount: 0 })
  })

  it('that begins with a byte order mark is taken, as lines and as an array', async () => {
    expect((await post(`\uFEFF${line()}\n${line()}`)).body).toMatchObject({ accepted: 2, rejected: [] })
    expect((await post(`\uFEFF[${line()}]`, JSON_TYPE)).body).toMatchObject({ accepted: 1 })
  })

  it('that is empty takes nothing and is no error; an empty JSON text is one', async () => {
    for (const empty of ['', '\n\n'])
      expect((await post(empty))).toMatchObject({ status: 200, body: { accepted: 0, rejectedCount: 0 } })
    expect(await post('[]', JSON_TYPE)).toMatchObject({ status: 200, body: { accepted: 0 } })
    expect(await post('', JSON_TYPE)).toMatchObject({ status: 400, ...code('invalid_request') })
  })

  it('may be a JSON array, in which a bad element spoils no other', async () => {
    const body = ` [${line()}, {"id":1}, ${line({ title: '],[\\"]' })}\n , null]\n`
    const answer = await post(body, { 'content-type': 'application/json; charset=utf-8' })
    expect(answer.body).toMatchObject({ accepted: 2, rejectedCount: 2 })
    expect((answer.body as unknown as IntakeAnswer).rejected.map(r => r.line)).toEqual([2, 4])
    const shouted = await post(`[${line()}]`, { 'content-type': 'Application/JSON' })
    expect(shouted.body).toMatchObject({ accepted: 1 })
  })

  it.each([
    ['an object', '{"id":"a"}'],
    ['a string', '"[]"'],
    ['cut off', '[{"id":"a"}'],
    ['followed by more', '[] []'],
    ['with a comma too many', '[1,]'],
    ['invalid UTF-8', Buffer.from([0x5B, 0x22, 0xFF, 0x22, 0x5D])],
  ])('of JSON that is %s is refused as a whole', async (_name, body) => {
    const answer = await post(body, JSON_TYPE)
    expect(answer).toMatchObject({ status: 400, ...code('invalid_request') })
  })

  it('of JSON as deep or as long as can be sent is refused, nothing of it being built', async () => {
    const half = MAX_BODY_BYTES / 2
    const deep = Buffer.concat([Buffer.alloc(half, '['), Buffer.alloc(half, ']')])
    const many = `[${'{},'.repeat(600_000)}{}]`
    expect((await post(deep, JSON_TYPE)).body).toMatchObject({
      accepted: 0,
      rejected: [{ line: 1, code: 'line_too_long' }],
    })
    expect(await post(many, JSON_TYPE)).toMatchObject({ status: 413, ...code('body_too_large') })
  })

  it('of a million lines is refused as a whole', async () => {
    const answer = await post(`${line()}\n${'1\n'.repeat(1_000_000)}`)
    expect(answer).toMatchObject({ status: 413, ...code('body_too_large') })
  })

  it('of fifty thousand bad lines is answered with a thousand of them and the count', async () => {
    const answer = await post('x\n'.repeat(50_000))
    expect(answer.body).toMatchObject({ accepted: 0, rejectedCount: 50_000 })
    expect((answer.body as unknown as IntakeAnswer).rejected).toHaveLength(1000)
  })

  it('larger than allowed is refused, plain and chunked', async () => {
    const large = Buffer.alloc(MAX_BODY_BYTES + 1, ' ')
    expect(await post(large)).toMatchObject({ status: 413, ...code('body_too_large') })
    expect(await postRaw([
      'Transfer-Encoding: chunked',
      '',
      large.length.toString(16),
      large.toString('latin1'),
      '0',
      '',
      '',
    ])).toMatch(/^HTTP\/1.1 413 [\s\S]*"code":"body_too_large"/)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonlines', 'x'])(
    'of the type %s is refused',
    async (type) => {
      const answer = await post(line(), { 'content-type': type })
      expect(answer).toMatchObject({ status: 415, ...code('unsupported_media_type') })
    },
  )

  it('that breaks off leaves nothing behind', async () => {
    const before = await post('')
    const event = line()
    const full = `${event}\n${line()}\n`
    const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.write([
      'POST /api/v1/events HTTP/1.1',
      'Host: 127.0.0.1',
      `Authorization: Bearer ${SOURCE_TOKEN}`,
      'Content-Type: application/x-ndjson',
      `Content-Length: ${full.length}`,
      '',
      full.slice(0, event.length + 10),
    ].join('\r\n'))
    await new Promise(resolve => socket.end(resolve))
    await new Promise(resolve => socket.on('close', resolve).resume())
    expect((await post('')).body.seq).toBe(before.body.seq)
    // Sent again in full it is new, not a repetition.
    expect((await post(full)).body).toMatchObject({ accepted: 2, duplicates: 0 })
  })
})

describe('a gzip body', () => {
  it('is taken', async () => {
    const answer = await post(gzipSync(`${line()}\n${line()}\n`), GZIP)
    expect(answer.body).toMatchObject({ accepted: 2 })
  })

  it('that inflates beyond the limit is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(MAX_BODY_BYTES)
    const answer = await post(bomb, GZIP)
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } })
  })

  it.each([
    ['cut off', () => gzipSync(`${line()}\n`).subarray(0, -6)],
    ['no gzip at all', () => Buffer.from(line())],
    ['empty', () => Buffer.alloc(0)],
    ['damaged', () => {
      const packed = gzipSync(`${line()}\n${line()}\n`)
      packed[packed.length - 8]! ^= 0xFF
      return packed
    }],
  ])('that is %s is refused, and nothing of it is taken', async (_name, body) => {
    const { seq } = (await post('')).body
    const answer = await post(body(), GZIP)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect((await post('')).body.seq).toBe(seq)
  })

  it('under another name is refused', async () => {
    const answer = await post(line(), { 'content-encoding': 'br' })
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
  })
})

describe('a source', () => {
  it.each(['', 'Bearer', 'Bearer wrong-token', `Basic ${SOURCE_TOKEN}`, `Bearer ${SOURCE_TOKEN}x`])(
    'with the authorization "%s" is refused before its body is read',
    async (authorization) => {
      const answer = await post('x'.repeat(MAX_BODY_BYTES + 1), { authorization })
      expect(answer).toMatchObject({ status: 401, body: { code: 'source_unauthorized' } })
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    },
  )

  it('is written into the ledger with its events', async () => {
    const event = report()
    await post(JSON.stringify(event), { authorization: 'Bearer other-token' })
    await caughtUp()
    const answer = await fetch(`${server.url}/api/v1/cases/${String(event.caseId)}`)
    expect(await answer.json()).toMatchObject({ events: [{ source: 'other' }] })
  })
})

it('loads every text it accepts, however odd', async () => {
  const titles = ['\uD800', 'a\uDC00b', '\u0000', '\u2028', '\n\n', '\\N', '\'); DROP', '😀'.repeat(200), '\u202E', '\t"']
  const events = titles.flatMap(text => [report({ title: text }), report({ department: text.slice(0, 100) })])
  const answer = await post(events.map(event => JSON.stringify(event)).join('\n'))
  expect(answer.body).toMatchObject({ accepted: events.length, rejectedCount: 0 })
  await caughtUp()
  const one = await fetch(`${server.url}/api/v1/cases/${String(events[8]!.caseId)}`)
  expect(await one.json()).toMatchObject({ case: { title: '\n\n' } })
})

it('after two hundred bad requests waits for nothing, keeps nothing and takes a good one', async () => {
  const bad: [string | Uint8Array, Record<string, string>?][] = [
    ['{"id"', {}],
    ['x'.repeat(100_000)],
    [Buffer.alloc(MAX_BODY_BYTES + 1)],
    ['[', JSON_TYPE],
    [Buffer.from('no gzip'), GZIP],
    [gzipSync(Buffer.alloc(8 * MAX_BODY_BYTES)), GZIP],
    [line(), { 'content-type': 'text/plain' }],
    [line(), { authorization: 'Bearer wrong-token' }],
  ]
  await caughtUp()
  const before = await readState()
  for (let i = 0; i < 200; i++)
    await post(...bad[i % bad.length]!)
  expect(await readState()).toEqual(before)
  expect((await post(line())).body).toMatchObject({ accepted: 1, seq: before.seq + 1 })
  await caughtUp()
  // All bytes of the refused bodies were given back: as many as are allowed at once fit again.
  const whole = Buffer.alloc(MAX_BODY_BYTES, '\n')
  whole.write(line())
  const many = await Promise.all(Array.from({ length: 8 }, async () => post(whole.subarray(0, 40_000))))
  expect(many.map(({ status }) => status)).toEqual(many.map(() => 200))
})

/** What the server holds on to, by its own figures. */
async function readState(): Promise<{ seq: number, pending: string, ledger: number }> {
  const database = createDatabase(engine.engine.address)
  const [row] = await database.query<{ n: number }>('SELECT count() AS n FROM case_events')
  await database.close()
  const seq = (await post('')).body.seq as number
  return { seq, pending: await pendingEvents(), ledger: row!.n }
}

async function pendingEvents(): Promise<string> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return /^gridwall_pending_events (\d+)$/m.exec(text)![1]!
}

async function caughtUp(): Promise<void> {
  await expect.poll(pendingEvents, { timeout: 10_000, interval: 20 }).toBe('0')
}

/** A request written by hand: headers after the usual ones, then the body. */
async function postRaw(lines: string[]): Promise<string> {
  const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write([
    'POST /api/v1/events HTTP/1.1',
    'Host: 127.0.0.1',
    'Connection: close',
    `Authorization: Bearer ${SOURCE_TOKEN}`,
    'Content-Type: application/x-ndjson',
    ...lines,
  ].join('\r\n'))
  let text = ''
  for await (const chunk of socket.setEncoding('latin1')) {
    text += chunk as string
    if (text.includes('}'))
      break
  }
  socket.destroy()
  return text
}
