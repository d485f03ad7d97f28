import type { CaseEvent } from '../../../contract/case-event.ts'
import type { IntakeAnswer } from '../../../contract/intake.ts'
import type { QualityBody, QualityCounts } from '../../../contract/quality.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { caseStream } from '../../helpers/case-stream.ts'
import { composeServer } from '../../helpers/composed-server.ts'
import { createReports } from '../../helpers/reports.ts'
import { seeded } from '../../helpers/seeded.ts'
import { spawnServer, temporaryDataDir } from '../../helpers/server-process.ts'
import { caughtUp } from '../../helpers/server-state.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const TOKENS = { test: 'test-token', other: 'other-token' }
type Source = keyof typeof TOKENS
/** The answer is kept for ten seconds of the server's clock, which a test may move. */
const KEPT_MS = 11_000
const HOUR_MS = 3_600_000

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
})
afterAll(async () => engine?.close())

async function post(url: string, source: Source, lines: readonly string[]): Promise<IntakeAnswer> {
  const response = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { 'authorization': `Bearer ${TOKENS[source]}`, 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  })
  expect(response.status).toBe(200)
  return await response.json() as IntakeAnswer
}

async function readQuality(url: string, query = ''): Promise<QualityBody> {
  const response = await fetch(`${url}/api/v1/quality${query}`)
  expect(response.status).toBe(200)
  return await response.json() as QualityBody
}

function nothing(): QualityCounts {
  return {
    received: 0,
    accepted: 0,
    duplicates: 0,
    conflicts: 0,
    rejected: 0,
    rejectedBy: {},
    late: 0,
    reports: 0,
    unplaced: 0,
    orphans: 0,
  }
}

/** Counted by hand from what was sent and answered, one event after the other. */
function createRecount() {
  const counts: Record<Source, QualityCounts> = { test: nothing(), other: nothing() }
  const taken: { source: Source, event: CaseEvent }[] = []
  return {
    note(source: Source, lines: readonly string[], answer: IntakeAnswer, receivedAt: number): void {
      const own = counts[source]
      own.received += lines.length
      own.duplicates += answer.duplicates
      own.accepted += answer.accepted
      for (const { code } of answer.rejected) {
        if (code === 'id_conflict') {
          own.conflicts++
        }
        else {
          own.rejected++
          own.rejectedBy[code] = (own.rejectedBy[code] ?? 0) + 1
        }
      }
      const refused = new Set(answer.rejected.map(({ line }) => line))
      const known = new Set(taken.map(({ event }) => event.id))
      lines.forEach((line, i) => {
        if (refused.has(i + 1))
          return
        const event = JSON.parse(line) as CaseEvent
        if (known.has(event.id))
          return
        known.add(event.id)
        taken.push({ source, event })
        own.late! += Number(receivedAt - Date.parse(event.at) > HOUR_MS)
        own.reports += Number(event.type === 'reported')
        own.unplaced += Number(event.type === 'reported'
          && (event.lon === undefined || event.lat === undefined))
      })
    },
    result(): Record<Source, QualityCounts> {
      const reported = new Set(taken
        .filter(({ event }) => event.type === 'reported')
        .map(({ event }) => event.caseId))
      for (const source of ['test', 'other'] as const) {
        counts[source].orphans = taken
          .filter(one => one.source === source && !reported.has(one.event.caseId))
          .length
      }
      return counts
    },
  }
}

it('equals a naive recount of a messy stream of two sources', async () => {
  await engine.database.command('CREATE DATABASE quality')
  // Five o'clock in Boston: nothing of this test reaches midnight.
  const start = Date.parse('2026-07-20T21:00:00Z')
  let ahead = 0
  const server = await composeServer({
    address: { ...engine.engine.address, database: 'quality' },
    env: { GRIDWALL_PROFILE: 'boston' },
    wallNow: () => start + ahead,
  })
  onTestFinished(server.close)
  const city = await loadCity('profiles/boston')
  const random = seeded(7)
  const stream = caseStream(random, {
    categories: [...city.categories.keys()],
    channels: [...city.channels.keys()],
  }, start - 6 * HOUR_MS)
  const recount = createRecount()
  const history: string[] = []
  for (let batch = 0; batch < 30; batch++) {
    const source = random() < 0.6 ? 'test' : 'other'
    const lines = Array.from({ length: 20 }, () =>
      messy(JSON.stringify(stream.next().value), history, random))
    ahead += 60_000
    recount.note(source, lines, await post(server.url, source, lines), start + ahead)
    history.push(...lines)
  }
  const expected = recount.result()
  // A stream without any of these would prove nothing.
  const all = Object.values(expected)
  for (const key of ['duplicates', 'conflicts', 'rejected', 'orphans', 'unplaced', 'late'] as const)
    expect(all.reduce((sum, own) => sum + own[key]!, 0), key).toBeGreaterThan(0)
  await caughtUp(server.url)

  const seen = async (): Promise<Record<string, QualityCounts>> => {
    ahead += KEPT_MS
    const { sources } = await readQuality(server.url)
    return Object.fromEntries(sources.map(({ name, counts }) => [name, counts]))
  }
  await expect.poll(seen, { interval: 500 }).toEqual(expected)

  const today = await readQuality(server.url)
  expect(today).toMatchObject({
    from: '2026-07-20T00:00:00-04:00',
    to: '2026-07-21T00:00:00-04:00',
    clock: 'wall',
    sources: [{ name: 'test', freshness: { name: 'test' } }, { name: 'other' }],
  })
  for (const key of ['received', 'accepted', 'duplicates', 'conflicts', 'rejected', 'orphans'] as const)
    expect(today.totals[key]).toBe(expected.test[key] + expected.other[key])
  const before = await readQuality(server.url, '?from=2026-07-10&to=2026-07-20')
  expect(before.totals).toEqual({ ...nothing(), orphans: today.totals.orphans })
  const month = await readQuality(server.url, '?from=2026-07-01&to=2026-08-01')
  expect(month.totals).toEqual(today.totals)
})

/** Some lines again, some changed under their id, some broken, some events before their report. */
function messy(line: string, history: readonly string[], random: () => number): string {
  const dice = random()
  const earlier = history[Math.floor(random() * history.length)]
  if (dice < 0.1 && earlier !== undefined)
    return earlier
  if (dice < 0.15 && earlier?.startsWith('{') === true)
    return earlier.replace(/"at":"[^"]+"/, '"at":"2026-07-20T20:00:00Z"')
  if (dice < 0.18)
    return '{"id":'
  if (dice < 0.21)
    return line.replace(/"region":"[^"]+"/, '"region":"atlantis"')
  if (dice < 0.24)
    return line.replace(/"at":"[^"]+"/, '"at":"2026-12-01T00:00:00Z"')
  if (dice < 0.3)
    return JSON.stringify({ id: `lost-${random()}`, caseId: `lost-${Math.floor(random() * 5)}`, type: 'urged', level: 1, at: '2026-07-20T20:59:00Z' })
  return line
}

it('counts what was refused once, through kill -9, restarts and a rebuild', async () => {
  await engine.database.command('CREATE DATABASE refused')
  const { address } = engine.engine
  const environment = {
    GRIDWALL_SOURCES: 'test:test-token,other:other-token',
    GRIDWALL_LOG_LEVEL: 'warn',
    GRIDWALL_PROFILE: 'boston',
    GRIDWALL_DATA_DIR: temporaryDataDir(),
    GRIDWALL_CLICKHOUSE_URL: address.url,
    GRIDWALL_CLICKHOUSE_USER: address.username,
    GRIDWALL_CLICKHOUSE_PASSWORD: address.password,
    GRIDWALL_CLICKHOUSE_DATABASE: 'refused',
  }
  const { event, line } = createReports('refused')
  const at = new Date(Date.now() - 60_000).toISOString()
  const first = event({ at })
  const text = JSON.stringify(first)
  const changed = JSON.stringify({ ...first, region: 'dorchester' })
  const orphan = JSON.stringify({ id: 'o-1', caseId: 'nobody', type: 'closed', at })
  // Of the receipt, whatever day it is in Boston when the rounds run across midnight.
  const rounds = 4
  for (let round = 0; round < rounds; round++) {
    const server = spawnServer(environment)
    const url = await server.ready
    // Refusals alone, twice, then with an event: each way of committing.
    await post(url, 'test', [text, changed, 'x'])
    await post(url, 'other', ['x', 'x', line({ region: 'atlantis' })])
    await post(url, 'test', [line({ at, lon: -71.06, lat: 42.36 }), text, orphan])
    server.child.kill('SIGKILL')
    await server.exited
  }
  const last = spawnServer(environment, ['--rebuild'])
  const url = await last.ready
  await caughtUp(url)
  const day = 86_400_000
  const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
  const query = `?from=${dayOf(Date.now() - 2 * day)}&to=${dayOf(Date.now() + 2 * day)}`
  const counts = async () =>
    Object.fromEntries((await readQuality(url, query)).sources.map(own => [own.name, own.counts]))
  await expect.poll(counts, { interval: 1000 }).toEqual({
    test: {
      ...nothing(),
      received: 6 * rounds,
      // Two of each round and, once, the event that is then repeated, and the orphan.
      accepted: rounds + 2,
      duplicates: 2 * rounds - 1 + rounds - 1,
      conflicts: rounds,
      rejected: rounds,
      rejectedBy: { malformed_json: rounds },
      reports: rounds + 1,
      unplaced: 1,
      orphans: 1,
    },
    other: {
      ...nothing(),
      received: 3 * rounds,
      rejected: 3 * rounds,
      rejectedBy: { malformed_json: 2 * rounds, unknown_region: rounds },
    },
  })
})

it.each([
  ['?from=2026-07-20', 'go together'],
  ['?from=2026-07-20&to=2026-07-20', 'before to'],
  ['?from=2026-02-30&to=2026-07-20', 'from must be a day'],
  ['?from=2026-07-20T00:00:00Z&to=2026-07-21', 'from must be a day'],
  ['?from=2020-01-01&to=2026-01-01', 'at most 92 days'],
])('refuses %s', async (query, words) => {
  await engine.database.command('CREATE DATABASE IF NOT EXISTS refusals')
  const server: Serving = await composeServer({
    address: { ...engine.engine.address, database: 'refusals' },
    env: { GRIDWALL_PROFILE: 'boston' },
  })
  onTestFinished(server.close)
  const response = await fetch(`${server.url}/api/v1/quality${query}`)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining(words) as string,
  })
})
