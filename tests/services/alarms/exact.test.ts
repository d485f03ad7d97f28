import type { AlarmRule } from '../../../contract/alarm-rules.ts'
import type { FollowedCase } from '../../../recount/follow-case.ts'
import type { RuleReadings } from '../../../server/alarms/reading.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { RecountedCity } from '../../helpers/recounted-city.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCaseRules } from '../../../server/alarms/read-cases.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { recountCore } from '../../helpers/core-metrics.ts'
import { loadRecountedCity, NOW } from '../../helpers/recounted-city.ts'
import { rateOf } from '../../helpers/recounted-panels.ts'
import { recountedWindows } from '../../helpers/recounted-windows.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const MINUTE_MS = 60_000
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS
const base = { label: { zh: '规则', en: 'Rule' }, severity: 'alarm' as const }
const counted = { raiseAt: 5, clearAt: 2 }

let address: ClickHouseAddress
let { lab, city, cases, casesOf } = {} as RecountedCity

beforeAll(async () => {
  address = await sharedEngine()
  ;({ lab, city, cases, casesOf } = await loadRecountedCity(address, 'alarms'))
})
afterAll(async () => {
  await lab?.close()
})

async function read(...rules: AlarmRule[]): Promise<RuleReadings[]> {
  const calendar = createCalendar(city.timezone, city.calendar)
  return readCaseRules({ city, calendar, database: lab.database }, rules, NOW)
}

function regions(level: string): string[] {
  return [...city.regions.values()].filter(one => one.level === level).map(({ code }) => code)
}

/** Cases of each region of a level, without the regions that have none. */
function counts(level: string, is: (one: FollowedCase) => boolean): Record<string, number> {
  return Object.fromEntries(regions(level)
    .map(scope => [scope, casesOf(scope).filter(is).length] as const)
    .filter(([, n]) => n > 0))
}

function values({ readings }: RuleReadings): Record<string, number> {
  return Object.fromEntries(readings.filter(({ value }) => value !== null && value > 0)
    .map(({ scope, subject, value }) => [subject === '' ? scope : `${scope} ${subject}`, value!]))
}

it('counts what is late and what soon will be as a walk through the ledger does', async () => {
  const isDue = (one: FollowedCase, from: number, to: number): boolean =>
    one.closed === null && !one.excluded && one.due !== null && one.due >= from && one.due < to
  const [soon, late, longLate, urged] = await read(
    { ...base, ...counted, id: 'soon', kind: 'due_soon', level: 'street', withinMinutes: 150 },
    { ...base, ...counted, id: 'late', kind: 'overdue', level: 'community' },
    { ...base, ...counted, id: 'long', kind: 'overdue', level: 'county', longerThanMinutes: 2880 },
    { ...base, ...counted, id: 'urged', kind: 'overdue_level', level: 'city', urgedLevel: 2 },
  )
  const all = Number.NEGATIVE_INFINITY
  expect(values(soon!)).toEqual(counts('street', one => isDue(one, NOW, NOW + 150 * MINUTE_MS)))
  expect(values(late!)).toEqual(counts('community', one => isDue(one, all, NOW)))
  expect(values(longLate!)).toEqual(counts('county', one => isDue(one, all, NOW - 2880 * MINUTE_MS)))
  expect(values(urged!)).toEqual(counts('city', one => isDue(one, all, NOW) && one.urged >= 2))
  for (const found of [soon!, late!, longLate!, urged!]) {
    expect(Object.keys(values(found)).length).toBeGreaterThan(0)
    for (const { value, standing } of found.readings)
      expect(standing).toBe(value! >= 5 ? 'bad' : value! <= 2 ? 'good' : 'between')
  }
})

it('compares a category of a region with the same hours of the weeks before', async () => {
  const windowMinutes = 720
  const [found] = await read({
    ...base,
    id: 'surge',
    kind: 'surge',
    level: 'county',
    windowMinutes,
    weeks: 3,
    leastWeeks: 3,
    atLeast: 3,
    factor: 2,
    deviations: 1,
    clearShare: 0.5,
  })
  const span = (back: number): FollowedCase[] => cases.filter(one => !one.excluded
    && one.reported >= NOW - back * WEEK_MS - windowMinutes * MINUTE_MS
    && one.reported < NOW - back * WEEK_MS)
  const expected = regions('county').flatMap(county => [...city.categories.values()]
    .filter(({ parent }) => parent === null)
    .flatMap(({ code }) => {
      const own = [0, 1, 2, 3].map(back => span(back).filter(one =>
        one.within.has(county) && city.rootCategory(one.category) === code).length)
      if (own.every(n => n === 0))
        return []
      const [now, ...before] = own as [number, number, number, number]
      const mean = before.reduce((a, b) => a + b, 0) / 3
      const deviation = Math.sqrt(before.reduce((sum, n) => sum + (n - mean) ** 2, 0) / 2)
      const limit = Math.ceil(Math.max(3, 2 * mean, mean + Math.max(deviation, Math.sqrt(mean), 1)))
      const standing = now >= limit ? 'bad' : now < limit / 2 ? 'good' : 'between'
      const usual = Math.round(mean * 10) / 10
      return [{ scope: county, subject: code, standing, value: now, limit, usual }]
    }))
  const sorted = (list: readonly { scope: string, subject: string }[]) =>
    list.toSorted((a, b) => `${a.scope} ${a.subject}` < `${b.scope} ${b.subject}` ? -1 : 1)
  expect(sorted(found!.readings)).toEqual(sorted(expected))
  expect(new Set(expected.map(({ standing }) => standing))).toContain('bad')
  expect(found!.absent).toBe('good')
})

it('says nothing of a surge before there are enough weeks in the ledger', async () => {
  const [found] = await read({
    ...base,
    id: 'surge',
    kind: 'surge',
    level: 'city',
    windowMinutes: 720,
    weeks: 20,
    leastWeeks: 20,
    atLeast: 1,
    factor: 1.01,
    deviations: 0,
    clearShare: 0.5,
  })
  expect(found!.absent).toBe('unknown')
  expect(found!.readings.length).toBeGreaterThan(0)
  expect(found!.readings.every(({ standing }) => standing === 'unknown')).toBe(true)
})

it('reads rates as the metrics do, and is silent where too few cases stand behind them', async () => {
  const [found] = await read({
    ...base,
    id: 'rate',
    kind: 'rate_under',
    level: 'street',
    metric: 'closure@1',
    window: '30d',
    under: 0.5,
    clearFrom: 0.7,
    leastN: 25,
  })
  const window = recountedWindows(NOW, city.timezone)['30d']
  for (const { scope, value, standing, limit } of found!.readings) {
    const { closure } = recountCore(casesOf(scope), window, NOW)
    const rate = rateOf(closure)
    expect(value, scope).toBe(rate)
    expect(limit).toBe(0.5)
    const few = rate === null || closure.denominator < 25
    expect(standing, scope).toBe(few ? 'unknown' : rate < 0.5 ? 'bad' : rate >= 0.7 ? 'good' : 'between')
  }
  expect(found!.readings).toHaveLength(regions('street').length)
})
