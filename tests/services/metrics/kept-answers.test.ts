import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { createCalendar } from '../../../server/calendar.ts'
import { createAdditions } from '../../../server/metrics/additions.ts'
import { createFrameComputer } from '../../../server/metrics/frame-computer.ts'
import { createKeptAnswers } from '../../../server/metrics/kept-answers.ts'
import { cityStream } from '../../helpers/city-stream.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { seeded } from '../../helpers/seeded.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'
import { freshFrames, loadTold, overheard } from './kept-lab.ts'

const START = Date.parse('2026-03-10T12:00:00Z')
const SECOND_MS = 1000
const HOUR_MS = 3600 * SECOND_MS
const DAY_MS = 24 * HOUR_MS

let address: ClickHouseAddress

beforeAll(async () => {
  address = await sharedEngine()
})

async function openLab(name: string): Promise<MetricsLab> {
  const lab = await openMetricsLab(address, name, smallCity(), START)
  onTestFinished(async () => lab.close())
  return lab
}

function rowCounter({ query }: MetricsLab['database']): (table: string) => Promise<number> {
  return async (table) => {
    const [found] = await query<{ rows: number }>(`SELECT count() AS rows FROM ${table}`)
    return found!.rows
  }
}

function lastDays(
  city: MetricsLab['city'],
  { seed, cases }: { seed: number, cases: number },
): ReturnType<typeof cityStream> {
  return cityStream({
    city,
    random: seeded(seed),
    regions: [...city.regions.keys()],
    from: START - 3 * DAY_MS,
    now: START,
    edges: [START],
    cases,
  })
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

it('asks roll-ups once, and then only what was added to them', async () => {
  const lab = await openLab('kept_questions')
  const { city, database } = lab
  const kept = createKeptAnswers(createAdditions(database))
  const scopes = new Set(['n'])
  const asked: string[] = []
  const listening = overheard(database, (sql, params) => {
    if ('scopes' in params && sql.includes('facts_by_day'))
      asked.push((params.scopes as string[]).join(' '))
    return undefined
  })
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
  kept.loading({ scopes, events: 1, versions: 0, again: false })()
  expect(await tick(START + 3 * SECOND_MS)).toEqual([])
  // A load whose rows are not there, an insert that failed, and one that was tried again.
  for (const versions of [1, null]) {
    const done = kept.loading({ scopes, events: 1, versions: versions ?? 0, again: false })
    if (versions !== null)
      done()
    expect((await tick(START + 4 * SECOND_MS)).join(' ')).toContain('c')
    expect(await tick(START + 5 * SECOND_MS)).toEqual([])
  }
  kept.loading({ scopes, events: 1, versions: 0, again: true })()
  expect((await tick(START + 6 * SECOND_MS)).join(' ')).toContain('c')
  // So many that reading the roll-ups is the cheaper way.
  kept.loading({ scopes, events: 5001, versions: 0, again: false })()
  expect((await tick(START + 7 * SECOND_MS)).join(' ')).toContain('c')
  expect((await tick(START + DAY_MS)).join(' ')).toContain('c')
  kept.forget()
  expect((await tick(START + DAY_MS)).join(' ')).toContain('c')
})

it('shows within five minutes what was changed by hand, and asks for little in any tick', async () => {
  const lab = await openLab('kept_renewal')
  const { city, database } = lab
  await lab.load(lastDays(city, { seed: 8, cases: 40 }))
  const asked: string[] = []
  const listening = overheard(database, (sql) => {
    asked.push(sql)
    return undefined
  })
  let wall = START
  const computer = createFrameComputer({
    city,
    calendar: createCalendar(city.timezone, city.calendar),
    database: listening,
    wallNow: () => wall,
    kept: createKeptAnswers(createAdditions(database)),
  })
  const scopes = ['c', 'n', 's']
  const tick = async (): Promise<object> => {
    asked.length = 0
    wall += 5 * SECOND_MS
    lab.now += 5 * SECOND_MS
    return Object.fromEntries(await computer.compute(scopes, lab.now))
  }
  await tick()
  const everything = asked.length
  await tick()
  const least = asked.length
  // A row of every question that frames are made of, as nobody would load it.
  await database.command('INSERT INTO facts_by_day SELECT * FROM facts_by_day')
  await database.command('INSERT INTO closed_by_day SELECT * FROM closed_by_day')
  await database.command('INSERT INTO open_by_hour SELECT * FROM open_by_hour')
  await database.command('INSERT INTO reported_by_day SELECT * FROM reported_by_day')
  await database.command('INSERT INTO activity_by_minute SELECT * FROM activity_by_minute')
  expect(await tick()).not.toEqual(await freshFrames(lab, scopes))
  const most: number[] = []
  let shown = {}
  for (let passed = 0; passed <= 5 * 60; passed += 5) {
    shown = await tick()
    most.push(asked.length)
  }
  expect(shown).toEqual(await freshFrames(lab, scopes))
  // Two questions stand for late cases, and hours are asked for with every minute.
  expect(Math.max(...most)).toBeLessThanOrEqual(least + 3)
  expect(least + 3).toBeLessThan(everything)
})

it('adds what loads added to each of the sums, and notices when ClickHouse lost it', async () => {
  const lab = await openLab('kept_additions')
  const { city, database } = lab
  const events = lastDays(city, { seed: 5, cases: 40 })
  const half = events.length / 2
  await lab.load(events.slice(0, half))
  await lab.frames(['c', 'n', 's'])
  await lab.load(events.slice(half))
  const countRows = rowCounter(database)
  const kinds = await database.query<{ kind: string }>(
    'SELECT DISTINCT kind FROM additions ORDER BY kind',
  )
  expect(kinds.map(({ kind }) => kind)).toEqual(
    ['durations', 'facets', 'facts', 'minutes', 'open', 'steps', 'versions'],
  )
  expect(await countRows('open_changes')).toBeGreaterThan(0)
  // As after a restart of ClickHouse, which keeps nothing in memory.
  await database.command('TRUNCATE TABLE additions')
  expect(Object.fromEntries(await lab.frames(['c', 'n', 's'])))
    .toEqual(await freshFrames(lab, ['c', 'n', 's']))
  expect(await countRows('additions')).toBe(0)
  expect(await countRows('open_changes')).toBe(0)
})

it('asks for open cases again only where their changes are lost or too many passed', async () => {
  const lab = await openLab('kept_open')
  const { city, database } = lab
  const events = lastDays(city, { seed: 6, cases: 60 })
  const countRows = rowCounter(database)
  const third = Math.floor(events.length / 3)
  await lab.load(events.slice(0, third))
  const kept = createKeptAnswers(createAdditions(database))
  const asked: string[] = []
  let crowd: object[] | undefined
  const listening = overheard(database, (sql) => {
    if (sql.includes('ARRAY JOIN path') && sql.includes('open_cases'))
      asked.push(sql)
    return sql.includes('{near:Int64}') ? crowd : undefined
  })
  const calendar = createCalendar(city.timezone, city.calendar)
  const computer = createFrameComputer({
    city,
    calendar,
    database: listening,
    wallNow: () => START,
    kept,
  })
  const scopes = ['c', 'n', 's']
  const tick = async (): Promise<number> => {
    asked.length = 0
    lab.now += SECOND_MS
    const frames = Object.fromEntries(await computer.compute(scopes, lab.now))
    expect(frames).toEqual(await freshFrames(lab, scopes))
    return asked.length
  }
  const loading = async (some: typeof events): Promise<void> => loadTold(lab, kept, some)
  expect(await tick()).toBe(3)
  await loading(events.slice(third, third + 5))
  expect(await countRows('open_changes')).toBeGreaterThan(0)
  expect(await tick()).toBe(0)
  // The deadlines of some pass, and another hour has others.
  lab.now += 2 * HOUR_MS
  expect(await tick()).toBe(1)
  await loading(events.slice(third + 5, third + 10))
  await database.command('TRUNCATE TABLE open_changes')
  expect(await tick()).toBe(3)
  await loading(events.slice(third + 10))
  expect(await tick()).toBe(0)
  // So many deadlines passed at once that asking anew is the cheaper way.
  crowd = Array.from({ length: 2001 }, () => ({ path: ['c'] }))
  expect(await tick()).toBe(3)
  crowd = undefined
  expect(await tick()).toBe(0)
})
