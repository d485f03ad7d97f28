import type { City } from '../../../city/city.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { AuditReport } from '../../../scripts/audit/audit.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { createApi } from '../../../scripts/audit/api.ts'
import { audit } from '../../../scripts/audit/audit.ts'
import { chaos } from '../../helpers/chaos.ts'
import { cityStream } from '../../helpers/city-stream.ts'
import { composeServer } from '../../helpers/composed-server.ts'
import { npmRun } from '../../helpers/npm-run.ts'
import { postEvents } from '../../helpers/post-events.ts'
import { seeded } from '../../helpers/seeded.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const NOW = Date.parse('2026-03-12T14:32:05+08:00')
const DAY_MS = 86_400_000
const BATCH = 500
/** Of the communities; the city, its counties and streets are always all compared. */
const SCOPES = 12
const TOKEN = 'a-view-token'

let engine: TestEngine
let server: Serving
let city: City
let later: CaseEvent[]

beforeAll(async () => {
  engine = await startTestEngine()
  server = await composeServer({
    address: engine.engine.address,
    env: {
      GRIDWALL_PROFILE: 'dongying',
      GRIDWALL_VIEW_TOKEN: TOKEN,
      // Its own audit would mend what is corrupted here before the command has seen it.
      GRIDWALL_AUDIT: 'off',
    },
    wallNow: () => NOW,
  })
  city = await loadCity('profiles/dongying')
  const random = seeded(41)
  const stream = cityStream({
    city,
    random,
    regions: [...city.regions.keys()].filter((_, i) => i % 9 === 0),
    from: NOW - 50 * DAY_MS,
    now: NOW,
    edges: [NOW, NOW - DAY_MS],
    cases: 1500,
  })
  const sent = chaos(stream, random, { duplicate: 0.1, displaced: 0.1, late: 0.05 })
  const half = Math.floor(sent.length / 2)
  later = sent.slice(half)
  await post(sent.slice(0, half))
})

afterAll(async () => {
  await server?.close()
  await engine?.close()
})

async function post(events: readonly CaseEvent[]): Promise<number> {
  let duplicates = 0
  for (let i = 0; i < events.length; i += BATCH) {
    const lines = events.slice(i, i + BATCH).map(event => JSON.stringify(event))
    const { status, body } = await postEvents(server.url, lines.join('\n'))
    expect(status).toBe(200)
    expect(body.rejected.filter(({ code }) => code !== 'before_reported')).toEqual([])
    duplicates += body.duplicates
  }
  return duplicates
}

async function run(say: (text: string) => void = () => {}): Promise<AuditReport> {
  return audit({ get: createApi(server.url, TOKEN), scopes: SCOPES, say })
}

it('finds no difference while a stream with doubles and late events goes on', async () => {
  // The first step that is told begins the second half of the stream.
  let posting: Promise<number> | undefined
  const report = await run((text) => {
    if (text.includes('window'))
      posting ??= post(later)
  })
  expect(report.differences).toEqual([])
  expect(report.scopes).toBe('city 1, county 7, street 52, community 12 of 1921')
  // All metrics of every scope, window and variant, and more in the frames.
  expect(report.compared).toBeGreaterThan(72 * 9 * 4 * city.metrics.length)
  expect(await posting).toBeGreaterThan(100)
})

it('npm run audit says so with status 0, and with 1 names what is wrong with a roll-up', async () => {
  const args = ['audit', '--', '--url', server.url, '--token', TOKEN, '--scopes', '0', '--show', '5000']
  const whole = npmRun(args)
  expect(await whole.exited).toBe(0)
  expect(whole.output()).toMatch(/^0 differences in \d+ numbers: \d+ events, scopes: city 1, county 7/m)

  await engine.database.command(`INSERT INTO facts_by_day (scope, clock, day, excluded, closed)
    VALUES ('370502', 'closed', '2026-03-12', 0, 1)`)
  // What a frame shows of a scope is asked again when something happens there.
  await post([{
    id: 'touch',
    caseId: 'touch',
    type: 'reported',
    at: '2026-03-12T03:00:00Z',
    region: '370502',
    category: [...city.categories.keys()][0],
    channel: [...city.channels.keys()][0],
  }])
  const broken = npmRun(args)
  expect(await broken.exited).toBe(1)
  const lines = broken.output().split('\n').filter(line => line.includes(': it says '))
  // The county's own numbers, and the city's mean of its counties.
  const expected = /^(?:(?:closed|hours_mean|hours_p\d\d)@1 of 370502,|hours_mean@1 of 370500, .* mean )/
  expect(lines.filter(line => !expected.test(line))).toEqual([])
  const [, theirs, ours] = /^closed@1 of 370502, today, net pooled \(metrics\): it says (\d+), the ledger (\d+)$/m
    .exec(broken.output()) ?? []
  expect(Number(theirs)).toBe(Number(ours) + 1)
  for (const place of ['frame of 370502', 'frame of 370500'])
    expect(lines.some(line => line.includes(place)), place).toBe(true)
})

it.each([
  [['--url', 'gridwall'], /--url: an address like/],
  [['--scopes', 'many'], /--scopes: a whole number/],
  [['--all', '--scopes', '3'], /exclude each other/],
  [['--url', 'http://127.0.0.1:9'], /does not answer/],
])('%j ends with status 2 and says why', async (args, words) => {
  const command = npmRun(['audit', '--', ...args])
  expect(await command.exited).toBe(2)
  expect(command.output()).toMatch(words)
})

it('without the view token ends with status 2', async () => {
  const command = npmRun(['audit', '--', '--url', server.url])
  expect(await command.exited).toBe(2)
  expect(command.output()).toContain('view_unauthorized')
})
