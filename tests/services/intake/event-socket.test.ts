import type { BatchAck, BatchRefusal } from '../../../contract/intake.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { upgradeAnswer } from '../../helpers/feed-client.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { createReports } from '../../helpers/reports.ts'
import { caughtUp } from '../../helpers/server-state.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const MAX_BODY_BYTES = 256 * 1024
const AUTHORIZED = { authorization: `Bearer ${SOURCE_TOKEN}` }
const { line, event } = createReports('socket')

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

type Answer = BatchAck | BatchRefusal

interface Source {
  socket: WebSocket
  /** Sends without waiting for what was sent before. */
  send: (...lines: string[]) => void
  /** The next `count` answers. */
  answers: (count: number) => Promise<Answer[]>
}

async function connect(): Promise<Source> {
  const url = `${server.url.replace('http', 'ws')}/ws/events`
  const socket = new WebSocket(url, { headers: AUTHORIZED })
  onTestFinished(() => socket.terminate())
  const received: Answer[] = []
  socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString()) as Answer))
  await once(socket, 'open')
  return {
    socket,
    send: (...lines) => socket.send(lines.join('\n')),
    answers: async (count) => {
      await expect.poll(() => received.length >= count, { interval: 5 }).toBe(true)
      return received.splice(0, count)
    },
  }
}

function header(batch: string): string {
  return JSON.stringify({ batch })
}

it('answers batch after batch in their order, however many are sent at once', async () => {
  const source = await connect()
  const before = (await postEvents(server.url, '')).body.seq
  const names = Array.from({ length: 40 }, (_, i) => `b-${i}`)
  names.forEach(name => source.send(header(name), line(), line()))
  const answers = await source.answers(40) as BatchAck[]
  expect(answers.map(({ batch }) => batch)).toEqual(names)
  expect(answers.map(({ seq }) => seq)).toEqual(names.map((_, i) => before + 2 * (i + 1)))
  expect(answers[0]).toMatchObject({ accepted: 2, duplicates: 0, rejected: [], rejectedCount: 0 })
})

it('takes the good lines of a batch and lists the bad ones, counted from the first event', async () => {
  const source = await connect()
  source.send(header('mixed'), line(), 'x', line({ region: 'atlantis' }), line())
  const [answer] = await source.answers(1)
  expect(answer).toMatchObject({
    batch: 'mixed',
    accepted: 2,
    rejected: [{ line: 2, code: 'malformed_json' }, { line: 3, code: 'unknown_region' }],
  })
})

it('knows an event again that came over HTTP', async () => {
  const source = await connect()
  const text = JSON.stringify(event())
  await postEvents(server.url, text)
  source.send(header('again'), text)
  expect(await source.answers(1)).toMatchObject([{ batch: 'again', accepted: 0, duplicates: 1 }])
})

it('acknowledges a batch without events', async () => {
  const source = await connect()
  source.send(header('empty'))
  expect(await source.answers(1)).toMatchObject([{ batch: 'empty', accepted: 0 }])
})

describe('a batch is refused, and the next one taken,', () => {
  it.each([
    ['without a header', () => line()],
    ['with nothing in it', () => ''],
    ['with a header that is no JSON', () => `{"batch":\n${line()}`],
    ['with a header without a name', () => `{"batch":""}\n${line()}`],
    ['with a field too many in its header', () => `{"batch":"b","size":1}\n${line()}`],
    ['with __proto__ for a header', () => `{"__proto__":{"batch":"b"}}\n${line()}`],
    ['with a header of a megabyte of brackets', () => '['.repeat(MAX_BODY_BYTES - 1)],
  ])('%s', async (_name, text) => {
    const source = await connect()
    const { seq } = (await postEvents(server.url, '')).body
    source.socket.send(text())
    source.send(header('good'), line())
    const [refusal, answer] = await source.answers(2)
    expect(refusal).toEqual({
      batch: null,
      error: { code: 'invalid_request', message: expect.stringContaining('{"batch":') as string },
    })
    expect(answer).toMatchObject({ batch: 'good', accepted: 1, seq: seq + 1 })
  })

  it('when it is a binary frame', async () => {
    const source = await connect()
    source.socket.send(Buffer.from(`${header('b')}\n${line()}`))
    source.send(header('good'), line())
    expect(await source.answers(2)).toMatchObject([
      { batch: null, error: { code: 'invalid_request' } },
      { batch: 'good', accepted: 1 },
    ])
  })

  it('when it has too many lines: it has to be cut, not to be repeated', async () => {
    const source = await connect()
    source.send(header('long'), line(), '\n'.repeat(50_001))
    const [refusal] = await source.answers(1)
    expect(refusal).toMatchObject({ batch: 'long', error: { code: 'body_too_large' } })
    expect(refusal).not.toHaveProperty('retryAfterMs')
  })
})

describe('a connection ends', () => {
  it.each<[string, number, (socket: WebSocket) => void]>([
    ['with 1009 after a frame that is too large', 1009, socket =>
      socket.send('x'.repeat(MAX_BODY_BYTES + 1))],
    ['with 1007 after a text that is not UTF-8', 1007, socket =>
      socket.send(Buffer.from([0x7B, 0xFF]), { binary: false })],
  ])('%s, and others go on', async (_name, code, misbehave) => {
    const [bad, good] = [await connect(), await connect()]
    bad.socket.on('error', () => {})
    const closed = once(bad.socket, 'close')
    misbehave(bad.socket)
    expect((await closed)[0]).toBe(code)
    good.send(header('good'), line())
    expect(await good.answers(1)).toMatchObject([{ batch: 'good', accepted: 1 }])
  })

  it('by its source with batches unanswered: they are in all the same', async () => {
    const source = await connect()
    const last = event()
    source.send(header('a'), line())
    source.send(header('b'), JSON.stringify(last))
    source.socket.close()
    await once(source.socket, 'close')
    await expect.poll(async () => {
      await caughtUp(server.url)
      return (await fetch(`${server.url}/api/v1/cases/${String(last.caseId)}`)).status
    }).toBe(200)
  })
})

it.each<Record<string, string>>([{}, { authorization: 'Bearer wrong-token' }])('refuses a source with %j', async (headers) => {
  expect(await upgradeAnswer(server.url, '/ws/events', headers))
    .toEqual({ status: 401, code: 'source_unauthorized' })
})
