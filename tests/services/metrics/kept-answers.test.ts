import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createCalendar } from '../../../server/calendar.ts'
import { createFrameComputer } from '../../../server/metrics/frame-computer.ts'
import { createKeptAnswers } from '../../../server/metrics/kept-answers.ts'
import { cityStream } from '../../helpers/city-stream.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { seeded } from '../../helpers/seeded.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const START = Date.parse('2026-03-10T12:00:00Z')
const SECOND_MS = 1000
const HOUR_MS = 3600 * SECOND_MS
const DAY_MS = 24 * HOUR_MS

let engine: TestEngine

beforeAll(async () => {
  engine = await startTestEngine()
})

afterAll(async () => engine?.close())

async function openLab(name: string): Promise<MetricsLab> {
  const lab = await openMetricsLab(engine.engine.address, name, smallCity(), START)
  onTestFinished(async () => lab.close())
  return lab
}

/** What a computer that keeps nothing says at the same moment. */
async function freshFrames(lab: MetricsLab, scopes: readonly string[]): Promise<object> {
  const { city, database, now } = lab
  const calendar = createCalendar(city.timezone, city.calendar)
  const computer = createFrameComputer({ city, calendar, database, wallNow: () => now })
  return Object.fromEntries(await computer.compute(scopes, now))
}

it.each([1, 2])('frames of kept answers are those of a tick that asks everything, seed %i', async (seed) => {
  const lab = await openLab(`kept_${seed}`)
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const end = START + 3 * DAY_MS
  const events = cityStream({
    city: lab.city,
    random,
    regions: [...lab.city.regions.keys()],
    from: START - 40 * DAY_MS,
    now: end,
    edges: [START, START + DAY_MS],
    cases: 300,
  })
  const past = events.filter(({ at }) => Date.parse(at) <= START)
  const coming = events.filter(({ at }) => Date.parse(at) > START)
  await lab.load(past)
  const all = ['c', 'n', 's']
  for (let tick = 0; tick < 15; tick++) {
    const scopes = all.filter(scope => scope === lab.city.root || random() < 0.7)
    expect(Object.fromEntries(await lab.frames(scopes)), `tick ${tick}`)
      .toEqual(await freshFrames(lab, scopes))
    lab.now += pick([0, 1, SECOND_MS, 40 * SECOND_MS, 20 * 60 * SECOND_MS, HOUR_MS, 5 * HOUR_MS])
    // Some ticks follow no load; then only time went on.
    const batch = coming.splice(0, pick([0, 0, 1, 3, 20]))
    const newest = Math.max(lab.now, ...batch.map(({ at }) => Date.parse(at)))
    lab.now = newest
    if (batch.length > 0)
      await lab.load(batch)
  }
}, 120_000)

it('asks only about scopes in which something happened', async () => {
  const lab = await openLab('kept_questions')
  const { city, database } = lab
  const kept = createKeptAnswers()
  const asked: string[] = []
  const listening = {
    ...database,
    query: async <Row>(sql: string, params = {}): Promise<Row[]> => {
      if ('scopes' in params && sql.includes('facts_by_day'))
        asked.push((params.scopes as string[]).join(' '))
      return database.query<Row>(sql, params)
    },
  }
  const calendar = createCalendar(city.timezone, city.calendar)
  const wallNow = (): number => START
  const computer = createFrameComputer({ city, calendar, database: listening, wallNow, kept })
  const tick = async (now: number): Promise<string[]> => {
    asked.length = 0
    await computer.compute(['c', 'n'], now)
    return [...asked]
  }
  expect((await tick(START)).length).toBeGreaterThan(0)
  expect(await tick(START + SECOND_MS)).toEqual([])
  kept.touch(['n'])
  expect(await tick(START + 2 * SECOND_MS)).toEqual(['n', 'n'])
  expect((await tick(START + DAY_MS)).join(' ')).toContain('c')
  kept.forget()
  expect((await tick(START + DAY_MS)).join(' ')).toContain('c')
})
