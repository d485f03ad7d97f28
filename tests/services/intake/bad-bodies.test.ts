import type { Serving } from '../../../server/serve.ts'
import type { PostAnswer } from '../../helpers/post-events.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { rawPost } from '../../helpers/raw-post.ts'
import { createReports } from '../../helpers/reports.ts'
import { caughtUp, pendingEvents } from '../../helpers/server-state.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const MAX_BODY_BYTES = 2 * 1024 * 1024
const JSON_TYPE = { 'content-type': 'application/json' }
const GZIP = { 'content-encoding': 'gzip' }
const { line } = createReports('body')

let engine: TestEngine
let server: Serving

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

async function post(
  body: string | Uint8Array,
  headers?: Record<string, string>,
): Promise<PostAnswer> {
  return postEvents(server.url, body, headers)
}

async function seq(): Promise<number> {
  return (await post('')).body.seq
}

function refusal(status: number, code: string): object {
  const sentence = expect.stringMatching(/^\w.+\.$/) as string
  return { status, body: { code, message: sentence } }
}

describe('a body of lines', () => {
  it('with CRLF, blank lines and no end of the last line is taken', async () => {
    const { body } = await post(`\r\n${line()}\r\n\r\n\n${line()}\r\n${line()}`)
    expect(body).toMatchObject({ accepted: 3, rejectedCount: 0 })
  })

  it('that begins with a byte order mark is taken', async () => {
    const { body } = await post(`\uFEFF${line()}\n${line()}`)
    expect(body).toMatchObject({ accepted: 2, rejectedCount: 0 })
  })

  it('that is empty takes nothing and is no error', async () => {
    const nothing = { status: 200, body: { accepted: 0, rejectedCount: 0 } }
    for (const empty of ['', '\n\n', '\uFEFF'])
      expect(await post(empty)).toMatchObject(nothing)
  })

  it('of a million lines is refused as a whole', async () => {
    const before = await seq()
    expect(await post(`${line()}\n${'\n'.repeat(1_000_000)}`)).toMatchObject(refusal(413, 'body_too_large'))
    expect(await seq()).toBe(before)
  })

  it('of fifty thousand bad lines is answered with a thousand of them and the count', async () => {
    const { body } = await post('x\n'.repeat(50_000))
    expect(body).toMatchObject({ accepted: 0, rejectedCount: 50_000 })
    expect(body.rejected).toHaveLength(1000)
  })

  it('larger than allowed is refused, plain and chunked', async () => {
    const large = Buffer.alloc(MAX_BODY_BYTES + 1, ' ')
    const chunk = [large.length.toString(16), large.toString('latin1'), '0', '', '']
    expect(await post(large)).toMatchObject(refusal(413, 'body_too_large'))
    expect(await rawPost(server.url, ['Transfer-Encoding: chunked', '', ...chunk]))
      .toMatch(/^HTTP\/1.1 413 [\s\S]*"code":"body_too_large"/)
  })

  it('that breaks off leaves nothing behind, and is new when it comes in full', async () => {
    const before = await seq()
    const full = `${line()}\n${line()}\n`
    const half = full.slice(0, full.indexOf('\n') + 10)
    await rawPost(server.url, [`Content-Length: ${full.length}`, '', half], { hangUp: true })
    expect(await seq()).toBe(before)
    expect((await post(full)).body).toMatchObject({ accepted: 2, duplicates: 0 })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonlines', 'x'])(
    'of the type %s is refused',
    async (type) => {
      expect(await post(line(), { 'content-type': type }))
        .toMatchObject(refusal(415, 'unsupported_media_type'))
    },
  )
})

describe('a JSON array', () => {
  it('is taken, and a bad element spoils no other', async () => {
    const title = '],[\\"] {'
    const body = ` \uFEFF[${line()}, {"id":1}, ${line({ title })}\n , null, tru, ${line()} ]\n`.trimStart()
    const answer = await post(body, { 'content-type': 'Application/JSON; charset=utf-8' })
    expect(answer.body).toMatchObject({ accepted: 3, rejectedCount: 3 })
    expect(answer.body.rejected.map(r => [r.line, r.code]))
      .toEqual([[2, 'invalid_event'], [4, 'invalid_event'], [5, 'malformed_json']])
  })

  it('may be empty, or not there at all: a heartbeat', async () => {
    for (const empty of ['[]', ' [ \n ] ', ''])
      expect(await post(empty, JSON_TYPE)).toMatchObject({ status: 200, body: { accepted: 0 } })
  })

  it.each([
    ['an object', '{"id":"a"}'],
    ['a string', '"[]"'],
    ['cut off', '[{"id":"a"}'],
    ['cut off in a text', '[{"id":"a'],
    ['followed by more', '[] []'],
    ['with a comma too many', '[1,]'],
    ['with nothing but a comma', '[,]'],
    ['not UTF-8', Buffer.from([0x5B, 0x22, 0xFF, 0x22, 0x5D])],
  ])('that is %s is refused as a whole', async (_name, body) => {
    expect(await post(body, JSON_TYPE)).toMatchObject(refusal(400, 'invalid_request'))
  })

  it('good up to where it breaks off leaves nothing behind', async () => {
    const before = await seq()
    await post(`[${line()},${line()}`, JSON_TYPE)
    expect(await seq()).toBe(before)
  })

  it('as deep as can be sent is one line that is too long', async () => {
    const half = MAX_BODY_BYTES / 2
    const { body } = await post(
      Buffer.concat([Buffer.alloc(half, '['), Buffer.alloc(half, ']')]),
      JSON_TYPE,
    )
    expect(body).toMatchObject({ accepted: 0, rejected: [{ line: 1, code: 'line_too_long' }] })
  })

  it('of too many elements is refused as a whole', async () => {
    const many = `[${'1,'.repeat(900_000)}1]`
    expect(await post(many, JSON_TYPE)).toMatchObject(refusal(413, 'body_too_large'))
  })
})

describe('a gzip body', () => {
  it('is taken', async () => {
    const { body } = await post(gzipSync(`${line()}\n${line()}\n`), GZIP)
    expect(body).toMatchObject({ accepted: 2 })
  })

  it('that inflates beyond the limit is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(MAX_BODY_BYTES)
    expect(await post(bomb, GZIP)).toMatchObject(refusal(413, 'body_too_large'))
  })

  it.each<[string, () => Buffer]>([
    ['cut off', () => gzipSync(`${line()}\n`).subarray(0, -6)],
    ['no gzip at all', () => Buffer.from(line())],
    ['empty', () => Buffer.alloc(0)],
    ['damaged', () => {
      const packed = gzipSync(`${line()}\n${line()}\n`)
      packed[packed.length - 8]! ^= 0xFF
      return packed
    }],
  ])('that is %s is refused, and nothing of it is taken', async (_name, body) => {
    const before = await seq()
    expect(await post(body(), GZIP)).toMatchObject(refusal(400, 'invalid_request'))
    expect(await seq()).toBe(before)
  })

  it('of another encoding is refused', async () => {
    expect(await post(line(), { 'content-encoding': 'br' }))
      .toMatchObject(refusal(415, 'unsupported_media_type'))
  })
})

it.each(['', 'Bearer', 'Bearer wrong-token', `Basic ${SOURCE_TOKEN}`, `Bearer ${SOURCE_TOKEN}x`])(
  'the authorization "%s" is refused, whatever is sent with it',
  async (authorization) => {
    const answer = await post('x'.repeat(1000), { authorization, 'content-type': 'text/plain' })
    expect(answer).toMatchObject(refusal(401, 'source_unauthorized'))
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  },
)

it('after two hundred bad requests nothing waits, nothing is held, and a good one is taken', async () => {
  const bad: [string | Uint8Array, Record<string, string>?][] = [
    // More lines than allowed: 2 MB held while it is looked at. Fifty of them are more than the
    // 96 MiB allowed in flight, so a refusal that kept its bytes would make the last ones 429.
    [Buffer.alloc(MAX_BODY_BYTES, '\n')],
    ['{"id"'],
    [Buffer.alloc(MAX_BODY_BYTES + 1)],
    [Buffer.alloc(MAX_BODY_BYTES, '\n')],
    ['[', JSON_TYPE],
    [gzipSync(Buffer.alloc(8 * MAX_BODY_BYTES)), GZIP],
    [Buffer.alloc(MAX_BODY_BYTES, '\n')],
    [line(), { authorization: 'Bearer wrong-token' }],
  ]
  await caughtUp(server.url)
  const before = await seq()
  const statuses = new Set<number>()
  for (let i = 0; i < 200; i++)
    statuses.add((await post(...bad[i % bad.length]!)).status)
  expect([...statuses].sort()).toEqual([200, 400, 401, 413])
  expect(await seq()).toBe(before)
  expect(await pendingEvents(server.url)).toBe(0)
  expect((await post(line())).body).toMatchObject({ accepted: 1, seq: before + 1 })
  await caughtUp(server.url)
})
