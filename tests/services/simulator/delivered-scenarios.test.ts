import type { CaseEvent } from '../../../contract/case-event.ts'
import type { Frame } from '../../../contract/frame.ts'
import type { ProfileBody } from '../../../contract/profile.ts'
import type { CaseRecount } from '../../../recount/case-recount.ts'
import type { ReadApi } from '../../../simulator/load/read-api.ts'
import type { ScenarioFile } from '../../../simulator/scenario/scenario-file.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createCaseRecount } from '../../../recount/case-recount.ts'
import { chooseScopes } from '../../../recount/choose-scopes.ts'
import { readCityRules } from '../../../recount/city-rules.ts'
import { toRecountEvent } from '../../../recount/recount-event.ts'
import { compareFrames, compareWindow } from '../../../simulator/load/oracle/compare-api.ts'
import { createReadApi } from '../../../simulator/load/read-api.ts'
import { runScenario } from '../../../simulator/scenario/run-scenario.ts'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { buildFolder, buildIo } from '../../unit/simulator/sim-fixtures.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const FOLDER = path.join(import.meta.dirname, '../../../simulator/scenarios')
const SCENARIOS = readdirSync(FOLDER).map(file => path.basename(file, '.json'))
/** The small form has so many times fewer cases, and a day of history. */
const SMALLER = 20
/** Looked at are the city, its counties, which come after it, some streets and communities. */
const COUNTIES = 7
const STREETS = 8
const COMMUNITIES = 5
/**
 * The timeline at once, but one request after the other: the order in which events arrive is what
 * the list of the latest shows, and requests side by side overtake one another.
 */
const IN_ORDER = { speed: 1e6, live: false, loop: false } as const
/** A day, a stretch of days, and everything; loads compare all windows with an oracle. */
const WINDOWS = ['today', '7d', 'todate'] as const
/** The server's clock stands still: what a wall shows is then the stream's doing alone. */
const WALL_NOW = Date.parse('2026-11-21T10:00:00Z')

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
})
afterAll(async () => engine?.close())

/** A delivered scenario with the same episodes and fewer cases. */
async function smallForm(name: string): Promise<string> {
  const scenario = JSON.parse(await readFile(path.join(FOLDER, `${name}.json`), 'utf8')) as ScenarioFile
  const file = path.join(await buildFolder(), `${name}.json`)
  await writeFile(file, JSON.stringify({
    ...scenario,
    historyDays: 1,
    perDay: Math.ceil(scenario.perDay / SMALLER),
    episodes: scenario.episodes?.map(episode => episode.kind === 'surge'
      ? { ...episode, casesPerHour: Math.ceil(episode.casesPerHour / SMALLER) }
      : episode),
  }))
  return file
}

/** What the scenario writes: its lines, and the events that they are. */
async function written(
  file: string,
  seed: number,
): Promise<{ lines: number, events: CaseEvent[] }> {
  const out = path.join(await buildFolder(), 'out.ndjson')
  await runScenario({ ...IN_ORDER, file, seed, destination: { out } }, buildIo())
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n')
  const events = Array.from(new Set(lines), line => JSON.parse(line) as CaseEvent)
  return { lines: lines.length, events }
}

/** A server of its own that has taken the scenario, and what came of it. */
async function played(file: string, seed: number, database: string) {
  const server = await composeServer({
    address: engine.engine.address,
    env: { GRIDWALL_CLICKHOUSE_DATABASE: database, GRIDWALL_CLOCK: 'stream', GRIDWALL_AUDIT: 'off' },
    wallNow: () => WALL_NOW,
  })
  onTestFinished(server.close)
  const destination = { to: server.url, token: SOURCE_TOKEN }
  const summary = await runScenario({ ...IN_ORDER, file, seed, destination }, buildIo())
  return { summary, get: createReadApi(server.url, null) }
}

async function recounted(get: ReadApi, events: readonly CaseEvent[]): Promise<CaseRecount> {
  const recount = createCaseRecount(readCityRules(await get<ProfileBody>('/api/v1/profile')))
  const cases = new Map<string, CaseEvent[]>()
  for (const event of events)
    cases.set(event.caseId, [...cases.get(event.caseId) ?? [], event])
  cases.forEach(own => recount.add(own.map(event => toRecountEvent(event, 0))))
  return recount
}

async function someScopes(get: ReadApi): Promise<string[]> {
  const { scopes } = chooseScopes(await get<ProfileBody>('/api/v1/profile'), COMMUNITIES)
  return [...scopes.slice(0, 1 + COUNTIES + STREETS), ...scopes.slice(-COMMUNITIES)]
}

/** The frame of a scope once it holds everything, without what is of the process that made it. */
async function shownBy(
  get: ReadApi,
  scope: string,
  seq: number,
): Promise<Omit<Frame, 'epoch' | 'tick'>> {
  let frame = await get<Frame>(`/api/v1/frames/${scope}`)
  await expect.poll(async () => (frame = await get<Frame>(`/api/v1/frames/${scope}`)).seq).toBe(seq)
  const { epoch: _, tick: __, ...shown } = frame
  return shown
}

describe.each(SCENARIOS)('%s', (name) => {
  it('counts on the wall as it was written', async () => {
    const file = await smallForm(name)
    const { lines, events } = await written(file, 7)
    const { summary, get } = await played(file, 7, name.replaceAll('-', '_'))
    expect(summary).toMatchObject({
      sent: lines,
      accepted: events.length,
      duplicates: lines - events.length,
      rejected: 0,
    })

    const recount = await recounted(get, events)
    const shown = await someScopes(get)
    const frames = await compareFrames(get, recount, events.length, shown)
    expect(frames.differences.slice(0, 5)).toEqual([])
    for (const window of WINDOWS) {
      const metrics = await compareWindow(get, recount, events.length, window, shown)
      expect(metrics.differences.slice(0, 5), window).toEqual([])
      expect(metrics.compared).toBeGreaterThan(500)
    }
  })
})

it('the same seed gives the same wall', async () => {
  const file = await smallForm('rainstorm')
  const { summary: { accepted }, get } = await played(file, 7, 'first')
  const second = await played(file, 7, 'second')
  for (const [i, scope] of (await someScopes(get)).entries()) {
    const ours = await shownBy(get, scope, accepted)
    const theirs = await shownBy(second.get, scope, accepted)
    // Quiet scopes list events of the history, which goes by requests side by side.
    if (i > COUNTIES)
      theirs.panels.latest = ours.panels.latest
    expect(theirs).toEqual(ours)
  }
})

it('another seed gives another wall', async () => {
  const file = await smallForm('ordinary-day')
  const [one, other] = [await written(file, 7), await written(file, 8)]
  expect(one.events).not.toEqual(other.events)
})
