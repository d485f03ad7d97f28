import type { City } from '../../../city/city.ts'
import type { Answer, AnswerName } from '../../../contract/answers.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const NOW = '2026-03-20T12:00:00+08:00'
const HERE = '370502'
const ELSEWHERE = '370503'

let address: ClickHouseAddress
let lab: MetricsLab
let city: City
let communities: string[]

type Step = [type: CaseEvent['type'], at: string, more?: Partial<CaseEvent>]
interface Life { id: string, where: 0 | 1, steps: Step[] }

/** Days and hours of March, in the city's zone. */
const at = (day: number, time: string) => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`
const DUE = { dueAt: at(20, '10:00') }
const HISTORY: Life[] = [
  { id: 'a', where: 0, steps: [
    ['reported', at(18, '08:00')],
    ['dispatched', at(18, '09:00'), { department: '甲局' }],
    ['accepted', at(18, '11:00')],
    ['closed', at(18, '13:00')],
    ['reopened', at(19, '08:00')],
    ['reopened', at(19, '09:00')],
  ] },
  { id: 'b', where: 0, steps: [
    ['reported', at(19, '08:00'), DUE],
    ['dispatched', at(19, '10:00'), { department: '甲局' }],
    ['urged', at(19, '11:00'), { level: 2 }],
  ] },
  { id: 'c', where: 0, steps: [
    ['reported', at(19, '08:00')],
    ['dispatched', at(19, '12:00'), { department: '乙局' }],
    ['accepted', at(19, '13:00')],
    ['urged', at(19, '14:00'), { level: 3 }],
  ] },
  { id: 'd', where: 1, steps: [
    ['reported', at(19, '08:00'), DUE],
    ['dispatched', at(19, '09:00'), { department: '甲局' }],
  ] },
  // Long ago: in no stretch that is counted.
  { id: 'e', where: 0, steps: [
    ['reported', '2025-12-01T08:00:00+08:00'],
    ['dispatched', '2025-12-01T09:00:00+08:00', { department: '丙局' }],
    ['reopened', '2025-12-02T09:00:00+08:00'],
  ] },
  // Excluded: a whistle that nobody has to answer.
  { id: 'f', where: 0, steps: [
    ['reported', at(19, '08:00')],
    ['dispatched', at(19, '09:00'), { department: '甲局' }],
    ['excluded', at(19, '10:00')],
  ] },
]

function toEvents({ id, where, steps }: Life): CaseEvent[] {
  return steps.map(([type, time, more], i) => ({
    id: `${id}-${i}`,
    caseId: id,
    type,
    at: time,
    ...type === 'reported' ? reportedIn(communities[where]!, id) : {},
    ...more,
  }))
}

function reportedIn(region: string, title: string) {
  return { region, category: 'city-order.cleaning', channel: 'hotline', title }
}

/** Forty closed and reviewed cases of one community: thirty satisfied, ten not. */
function manyReviews(): CaseEvent[] {
  return Array.from({ length: 40 }, (_, i) => toEvents({ id: `r${i}`, where: 0, steps: [
    ['reported', at(1, '08:00')],
    ['closed', at(1, '09:00'), { department: '丁局' }],
    ['reviewed', at(2, '08:00'), {
      contacted: true,
      solved: i < 20,
      satisfaction: i < 30 ? 'very_satisfied' : 'dissatisfied',
    }],
  ] })).flat()
}

beforeAll(async () => {
  address = await sharedEngine()
  city = await loadCity('profiles/dongying')
  communities = [HERE, ELSEWHERE]
    .map(county => city.children(city.children(county)[0]!.code)[0]!.code)
  lab = await openMetricsLab(address, 'answers', city, Date.parse(NOW))
  await lab.load([...HISTORY.flatMap(toEvents), ...manyReviews()])
})

afterAll(async () => {
  await lab?.close()
})

async function ask<N extends AnswerName>(name: N, scope: string): Promise<Answer<N>['body']> {
  const { status, body } = await lab.get(`/api/v1/answers/${name}?scope=${scope}`)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body).toMatchObject({ name, scope, asOf: NOW, seq: 141 })
  return (body as Answer<N>).body
}

it('times the steps that cases left in the last seven days', async () => {
  const { steps, days } = await ask('step_times', HERE)
  expect(days).toBe(7)
  expect(steps.map(({ code, left, medianHours }) => [code, left, medianHours])).toEqual([
    // 1, 2 and 4 hours to the dispatch; 2 and 1 to the acceptance, b was urged after 1; and so on.
    ['report', 3, 2],
    ['triage', 3, 1],
    ['handle', 2, 2],
    ['supervise', 0, null],
    ['review', 0, null],
  ])
})

it('counts whistles by department, and names who has not come', async () => {
  const body = await ask('whistles', HERE)
  const longest = { longestWaitHours: 26, longestWaitCase: 'b' }
  const none = { longestWaitHours: null, longestWaitCase: null }
  expect(body.total)
    .toEqual({ whistles: 3, answered: 2, medianHours: 2, waiting: 1, ...longest })
  expect(body.departments).toEqual([
    { department: '甲局', whistles: 2, answered: 1, medianHours: 2, waiting: 1, ...longest },
    { department: '乙局', whistles: 1, answered: 1, medianHours: 1, waiting: 0, ...none },
  ])
  expect(body.unanswered).toMatchObject([
    { caseId: 'b', title: 'b', department: '甲局', whistledAt: at(19, '10:00') },
  ])
  expect((await ask('whistles', city.root)).total.waiting).toBe(2)
})

it('lists what is under supervision, the highest level first', async () => {
  const { levels, cases } = await ask('urged', HERE)
  expect(levels).toEqual([
    { level: 3, open: 1, overdue: 0 },
    { level: 2, open: 1, overdue: 1 },
    { level: 1, open: 0, overdue: 0 },
  ])
  expect(cases.map(({ caseId, urgedLevel, dueAt }) => [caseId, urgedLevel, dueAt])).toEqual([
    ['c', 3, null],
    ['b', 2, DUE.dueAt],
  ])
})

it('tells the three rates by region, department and category, all of the same reviews', async () => {
  const body = await ask('opinion', city.root)
  expect(body.metrics).toEqual(['response', 'solved', 'satisfaction'])
  const values = [1, 0.5, 0.75]
  const ofRow = (rows: typeof body.region, code: string) =>
    rows.find(row => row.code === code)!.rates.map(({ value }) => value)
  expect(body.total.map(({ value }) => value)).toEqual(values)
  expect(ofRow(body.region, HERE)).toEqual(values)
  expect(ofRow(body.region, ELSEWHERE)).toEqual([null, null, null])
  expect(body.department.map(({ code }) => code)).toEqual(['丁局'])
  expect(ofRow(body.department, '丁局')).toEqual(values)
  expect(ofRow(body.category, 'city-order')).toEqual(values)
  expect(body.days).toHaveLength(30)
  expect(body.days.find(({ day }) => day === '2026-03-02')!.satisfaction)
    .toMatchObject({ value: 0.75, denominator: 40 })
})

it('ranks the lowest units that have enough reviews', async () => {
  const { rows, ...about } = await ask('bottom', city.root)
  expect(about).toEqual({ window: '30d', level: 'community', ranked: 1, few: 0, smallestN: 30 })
  expect(rows).toMatchObject([{ code: communities[0], rank: 1, satisfaction: { value: 0.75 } }])
})

it('shows what was opened again, each case once', async () => {
  const { cases, latest } = await ask('reopened', HERE)
  expect(cases).toBe(1)
  expect(latest).toMatchObject([{ caseId: 'a', title: 'a', at: at(19, '09:00'), times: 2 }])
})

it('puts a region beside its neighbours and the city', async () => {
  const { metrics } = await ask('beside', HERE)
  const satisfaction = metrics.find(({ metric }) => metric === 'satisfaction')!
  expect(satisfaction)
    .toMatchObject({ own: { value: 0.75 }, city: { value: 0.75 }, mean: 0.75, rank: 1, of: 1 })
  const root = (await ask('beside', city.root)).metrics
  expect(root.every(({ rank, mean }) => rank === null && mean === null)).toBe(true)
})

it('counts open cases by the smallest units, the latest first', async () => {
  const { rows, level, busy } = await ask('units', city.root)
  expect(level).toBe('community')
  expect(busy).toBe(2)
  // a and e were opened again; b, c and d are open; f is excluded.
  expect(rows.map(({ code, open, overdue, places }) => [code, open, overdue, places])).toEqual([
    [communities[0], 4, 1, 0],
    [communities[1], 1, 1, 0],
  ])
})

it('counts an answer once in fifteen seconds, however many ask', async () => {
  await ask('urged', ELSEWHERE)
  const { body } = await lab.get(`/api/v1/answers/urged?scope=${ELSEWHERE}`)
  lab.now += 16_000
  const { body: later } = await lab.get(`/api/v1/answers/urged?scope=${ELSEWHERE}`)
  lab.now -= 16_000
  expect((body as Answer).computedAt).toBe(new Date(NOW).toISOString())
  expect((later as Answer).computedAt).toBe(new Date(Date.parse(NOW) + 16_000).toISOString())
})

it('refuses a scope that nobody knows', async () => {
  expect((await lab.get('/api/v1/answers/units?scope=nowhere')).status).toBe(404)
})

it('names what lies in no unit after the larger region, and counts it as none of the units', async () => {
  const street = city.children(ELSEWHERE)[0]!
  const community = communities[1]!
  await lab.load([street.code, community].map((region, i): CaseEvent => ({
    id: `direct-${i}`,
    caseId: `direct-${i}`,
    type: 'reported',
    at: at(20, '09:00'),
    ...reportedIn(region, 'g'),
  })))
  const unitsOf = async (scope: string): Promise<Answer<'units'>['body']> =>
    ((await lab.get(`/api/v1/answers/units?scope=${scope}`)).body as Answer<'units'>).body
  const { rows, busy, all } = await unitsOf(street.code)
  expect({ busy, all }).toEqual({ busy: 1, all: city.children(street.code).length })
  expect(rows.map(({ name, above, direct, open }) => [name, above, direct, open])).toEqual([
    [city.regions.get(community)!.name, street.name, false, 2],
    [street.name, city.regions.get(ELSEWHERE)!.name, true, 1],
  ])
  const leaf = await unitsOf(community)
  expect(leaf).toMatchObject({ busy: 0, rows: [{ code: community, direct: true, open: 2 }] })
})
