import type { Database } from '../../../server/clickhouse/database.ts'
import type { OpenCase, Thresholds } from '../../../server/metrics/open-cases.ts'
import type { Question } from '../../../server/metrics/question.ts'
import { expect, it } from 'vitest'
import { mapCell } from '../../../contract/panels/map.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { createKeptAnswers } from '../../../server/metrics/kept-answers.ts'
import { cellDegrees } from '../../../server/metrics/map-cells.ts'
import { momentOf } from '../../../server/metrics/moment.ts'
import { dueState } from '../../../server/metrics/open-cases.ts'
import { askLateCases } from '../../../server/metrics/questions/late-cases.ts'
import { askPoints } from '../../../server/metrics/questions/points.ts'
import { seeded } from '../../helpers/seeded.ts'
import { smallCity } from '../../helpers/small-city.ts'

const START = Date.parse('2026-03-10T12:00:00Z')
const MINUTE_MS = 60_000
const SOON_MS = 120 * MINUTE_MS
const CITY = smallCity()

function thresholds(now: number): Thresholds {
  return { now, soon: now + SOON_MS }
}

/** A question that a test answers as ClickHouse would, at most `limit` rows of a list. */
function questionOf(now: number, query: (sql: string, limit: number) => object[]): Question {
  const database = {
    query: async (sql: string) => query(sql, Number(/LIMIT (\d+)/.exec(sql)?.[1])),
  } as unknown as Database
  return {
    database,
    city: CITY,
    moment: momentOf(now, createCalendar('UTC'), SOON_MS / (60 * MINUTE_MS)),
    ahead: null,
    scopes: ['c'],
    kept: createKeptAnswers(null),
    parts: [],
    since: 0,
  }
}

function byDue(a: OpenCase, b: OpenCase): number {
  return a.dueMs - b.dueMs || (a.caseId < b.caseId ? -1 : 1)
}

/** Cases that come, go and change while time passes, some at the same due time. */
function createLife(seed: number): {
  cases: Map<string, OpenCase>
  next: (now: number) => OpenCase[]
} {
  const random = seeded(seed)
  const cases = new Map<string, OpenCase>()
  let made = 0
  const create = (now: number, caseId = `c${made++ % 97}x${made}`): OpenCase => ({
    caseId,
    region: 'n',
    path: ['c', 'n'],
    category: 'a',
    department: random() < 0.5 ? 'p' : 'q',
    title: `${made}`,
    urgedLevel: 0,
    step: 'reported',
    excluded: random() < 0.1 ? 1 : 0,
    dueMs: now + Math.floor(random() * 12 - 5) * 30 * MINUTE_MS,
    lon: random() < 0.2 ? null : 118 + Math.floor(random() * 4) / 100,
    lat: 37 + Math.floor(random() * 4) / 100,
    count: 1,
  })
  return {
    cases,
    next(now) {
      const changes: OpenCase[] = []
      const put = (one: OpenCase): void => {
        cases.set(one.caseId, one)
        changes.push(one)
      }
      for (const one of [...cases.values()]) {
        const luck = random()
        if (luck > 0.08)
          continue
        cases.delete(one.caseId)
        changes.push({ ...one, count: -1 })
        if (luck < 0.03)
          put(create(now, one.caseId))
      }
      for (let i = Math.floor(random() * 12); i > 0; i--)
        put(create(now))
      return changes.sort((a, b) => a.count - b.count)
    },
  }
}

function counted(cases: ReadonlyMap<string, OpenCase>): OpenCase[] {
  return [...cases.values()].filter(({ excluded }) => excluded === 0)
}

/** Goes through a life with what was kept; answers how often it had to be asked for. */
async function live<Sums extends { add: (change: OpenCase, at: Thresholds) => boolean }>(
  seed: number,
  ask: (now: number, cases: ReadonlyMap<string, OpenCase>) => Promise<Sums>,
  check: (sums: Sums, now: number, cases: ReadonlyMap<string, OpenCase>) => void,
): Promise<number> {
  const life = createLife(seed)
  let now = START
  for (let i = 0; i < 12; i++)
    life.next(now)
  let sums = await ask(now, life.cases)
  let asked = 1
  for (let tick = 0; tick < 200; tick++) {
    const before = thresholds(now)
    const changes = life.next(now)
    now += (tick % 4) * 7 * MINUTE_MS
    const after = thresholds(now)
    const passed = [...life.cases.values()].filter(({ dueMs }) =>
      dueState(dueMs, before) !== dueState(dueMs, after))
    const held = [
      ...changes.map(change => sums.add(change, before)),
      ...passed.flatMap(one => [sums.add({ ...one, count: -1 }, before), sums.add(one, after)]),
    ]
    if (held.includes(false)) {
      sums = await ask(now, life.cases)
      asked++
    }
    check(sums, now, life.cases)
  }
  return asked
}

it.each([1, 2, 3])('keeps the first late and soon due cases through changes, seed %i', async (seed) => {
  const asked = await live(
    seed,
    async (now, cases) => {
      const at = thresholds(now)
      const due = counted(cases).filter(({ dueMs }) => dueMs < at.soon).sort(byDue)
      const late = ({ dueMs }: OpenCase): number => dueMs < at.now ? 1 : 0
      const firsts = (limit: number): OpenCase[] => [0, 1].flatMap(one =>
        due.filter(open => late(open) === one).slice(0, limit))
      const question = questionOf(now, (sql, limit) => sql.includes('FINAL')
        ? due
        : firsts(limit).map(open => ({ ...open, scope: 'c', late: late(open) })))
      return (await askLateCases(question))('c')
    },
    (list, now, cases) => {
      const at = thresholds(now)
      const firsts = [2, 1].flatMap(state => counted(cases)
        .filter(({ dueMs }) => dueState(dueMs, at) === state)
        .sort(byDue)
        .slice(0, 10))
      expect(list.rows().map(({ caseId, title, late }) => [caseId, title, late]))
        .toEqual(firsts.map(one => [one.caseId, one.title, dueState(one.dueMs, at) === 2 ? 1 : 0]))
    },
  )
  // Some lists ran out, and most ticks did without asking.
  expect(asked).toBeGreaterThan(1)
  expect(asked).toBeLessThan(60)
})

it.each([1, 2])('keeps the points of the map through changes, seed %i', async (seed) => {
  const cell = cellDegrees('c', CITY)
  const cellOf = ({ lon, lat }: OpenCase): { x: number | null, y: number | null } =>
    lon === null || lat === null
      ? { x: null, y: null }
      : { x: mapCell(lon, cell), y: mapCell(lat, cell) }
  const asked = await live(
    seed,
    async (now, cases) => {
      const at = thresholds(now)
      const values = counted(cases).map((one) => {
        const { x, y } = cellOf(one)
        const units = (degrees: number): number => Math.round(degrees * 1e7)
        const [lon, lat] = x === null ? [0, 0] : [units(one.lon!), units(one.lat!)]
        return [x === null ? 1 : 0, dueState(one.dueMs, at), x ?? 0, y ?? 0, 1, lon, lat]
      })
      const cells = new Map<string, number[]>()
      for (const [placeless, state, x, y, ...sums] of values) {
        const name = [placeless, state, x, y].join(' ')
        const known = cells.get(name)?.slice(4) ?? [0, 0, 0]
        cells.set(name, [placeless!, state!, x!, y!, ...sums.map((sum, i) => sum + known[i]!)])
      }
      const question = questionOf(now, () => [{ scope: 'c', cells: [...cells.values()] }])
      return (await askPoints(question))('c')
    },
    (points, now, cases) => {
      const at = thresholds(now)
      const found = points.rows()
      for (const { point, state, cases: count } of found) {
        const [lon = null, lat = null] = point ?? []
        const x = lon === null ? null : mapCell(lon, cell)
        const y = lat === null ? null : mapCell(lat, cell)
        const own = counted(cases).filter(one => dueState(one.dueMs, at) === state
          && cellOf(one).x === x && cellOf(one).y === y)
        const mean = (of: (one: OpenCase) => number): number =>
          own.reduce((sum, one) => sum + of(one), 0) / own.length
        expect(count).toBe(own.length)
        if (lon === null || lat === null)
          continue
        expect(Math.abs(lon - mean(one => one.lon!))).toBeLessThan(0.000_101)
        expect(Math.abs(lat - mean(one => one.lat!))).toBeLessThan(0.000_101)
      }
      expect(found.reduce((sum, row) => sum + row.cases, 0)).toBe(counted(cases).length)
      const order = found.map(row => (row.point === null ? 1e9 : 0) + row.state * 1e6 + row.cases)
      expect(order).toEqual([...order].sort((a, b) => b - a))
    },
  )
  expect(asked).toBe(1)
})
