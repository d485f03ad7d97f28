import type { CaseEvent } from '../../../contract/case-event.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import type { FakeAnswer } from './fake-intake.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGenerate } from '../../../simulator/generate/run-generate.ts'
import { runRecord } from '../../../simulator/record/run-record.ts'
import { runReplay } from '../../../simulator/replay/run-replay.ts'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { buildFolder, buildIo } from '../../unit/simulator/sim-fixtures.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'
import { startFakeIntake } from './fake-intake.ts'

const END = Date.parse('2025-06-10T18:00:00+08:00')

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n')
}

describe('the ledger of a server', () => {
  let engine: TestEngine
  let server: Serving
  beforeAll(async () => {
    engine = await startTestEngine()
    server = await composeServer({ address: engine.engine.address, env: { GRIDWALL_VIEW_TOKEN: 'view-token' } })
  })
  afterAll(async () => {
    await server?.close()
    await engine?.close()
  })

  it('is recorded as the events that were sent, without what could identify a person, and replayed', async () => {
    const folder = await buildFolder()
    const fileOf = (name: string): string => path.join(folder, `${name}.ndjson`)
    const [sent, recorded, again] = [fileOf('sent'), fileOf('recorded'), fileOf('again')]
    const generate = { profile: 'dongying', days: 3, perDay: 300, seed: 3, end: END }
    await runGenerate({ ...generate, destination: { out: sent } }, buildIo(END))
    const destination = { to: server.url, token: SOURCE_TOKEN }
    const taken = await runGenerate({ ...generate, destination }, buildIo(END))
    expect(taken.rejected).toBe(0)

    const io = buildIo()
    const whole = async (): Promise<number> =>
      (await runRecord({ from: server.url, token: 'view-token', out: recorded, follow: false }, io)).events
    await expect.poll(whole).toBe(taken.accepted)
    const text = await readFile(recorded, 'utf8')
    expect(text).not.toMatch(/"title"|"lon"|"lat"|"source"|"seq"|receivedAt|DY2025/)

    // What is left of each event is what was sent, case by case in the order of the ledger.
    const bare = (lines: string[]): object[] => lines.map((line) => {
      const { id, caseId, title, lon, lat, ...rest } = JSON.parse(line) as CaseEvent
      return rest
    })
    const key = (event: object): string => JSON.stringify(Object.entries(event).sort())
    const recording = await linesOf(recorded)
    expect(bare(recording).map(key).sort()).toEqual(bare(await linesOf(sent)).map(key).sort())
    const casesOf = (lines: string[]): Set<string> =>
      new Set(lines.map(line => (JSON.parse(line) as CaseEvent).caseId))
    expect(casesOf(recording).size).toBe(casesOf(await linesOf(sent)).size)

    await runReplay({ from: recorded, profile: 'dongying', destination: { out: again } }, buildIo())
    expect((await linesOf(again)).sort()).toEqual(recording.sort())
  })

  it('is not given without the view token', async () => {
    const out = path.join(await buildFolder(), 'r.ndjson')
    await expect(runRecord({ from: server.url, out, follow: false }, buildIo()))
      .rejects
      .toThrow(/answered 401.*Check the address and the token/)
  })
})

describe('recording', () => {
  const event = (seq: number, more: object = {}): object => ({
    id: `13800000000-${seq}`,
    caseId: `13800000000`,
    type: 'reported',
    at: '2026-01-02T03:04:05+00:00',
    region: 'r',
    category: 'c',
    channel: 'h',
    department: 'Works',
    title: 'Mrs Example',
    lon: 1,
    lat: 2,
    seq,
    source: 's',
    receivedAt: '2026-01-02T03:04:05+00:00',
    ...more,
  })
  const page = (events: object[], next: number, more: boolean): FakeAnswer =>
    ({ status: 200, body: { events, next, more } })

  async function record(answers: (FakeAnswer | 'hang up')[]): Promise<{ lines: string[], retries: number }> {
    const fake = await startFakeIntake(n => answers[n - 1] ?? 'hang up')
    const out = path.join(await buildFolder(), 'r.ndjson')
    const { retries } = await runRecord({ from: `${fake.url}/`, out, follow: false }, buildIo())
    return { lines: await linesOf(out), retries }
  }

  it('goes on from page to page, asks again where it must, and numbers cases and events', async () => {
    const { lines, retries } = await record([
      page([event(1)], 1, true),
      'hang up',
      { status: 503, headers: { 'retry-after': '1' }, body: {} },
      page([event(2, { type: 'closed', department: 'Call 13800000000' }), event(3, { caseId: 'b' })], 3, false),
    ])
    expect(retries).toBe(2)
    expect(lines.map(line => JSON.parse(line) as object)).toEqual([
      { id: 'case-1-1', caseId: 'case-1', type: 'reported', at: '2026-01-02T03:04:05+00:00', region: 'r', category: 'c', channel: 'h', department: 'Works' },
      { id: 'case-1-2', caseId: 'case-1', type: 'closed', at: '2026-01-02T03:04:05+00:00', region: 'r', category: 'c', channel: 'h' },
      { id: 'case-2-1', caseId: 'case-2', type: 'reported', at: '2026-01-02T03:04:05+00:00', region: 'r', category: 'c', channel: 'h', department: 'Works' },
    ])
  })

  it.each([
    [{ status: 200, body: { hello: 'world' } }, 'answers no page of a ledger'],
    [page([event(7, { type: 'vanished' })], 7, false), 'event 7 is no case event'],
    [page([], -1, false), 'answers no page of a ledger'],
    [{ status: 404, body: {} }, 'answered 404'],
  ])('refuses %j', async (answer, message) => {
    await expect(record([answer])).rejects.toThrow(message)
  })

  it('gives up on a server that stays away', async () => {
    await expect(record([])).rejects.toThrow('did not answer in 11 attempts')
  })
})
