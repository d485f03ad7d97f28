import type { OpinionBody } from '../../../contract/answers/opinion.ts'
import type { ReopenedBody } from '../../../contract/answers/reopened.ts'
import type { UnitsBody } from '../../../contract/answers/units.ts'
import type { UrgedBody } from '../../../contract/answers/urged.ts'
import type { WhistlesBody } from '../../../contract/answers/whistles.ts'
import type { Panels } from '../../../contract/frame.ts'
import type { MapPoint, PointState } from '../../../contract/panels/map.ts'
import type { ProofBody } from '../../../contract/proof.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { RecountedCity } from '../../helpers/recounted-city.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mapCell, POINT_STATES } from '../../../contract/panels/map.ts'
import { askAnswer, askProof } from '../../helpers/ask-lab.ts'
import { loadRecountedCity, NOW } from '../../helpers/recounted-city.ts'
import { midnight } from '../../helpers/recounted-windows.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

let address: ClickHouseAddress
let { lab, city, frames, casesOf } = {} as RecountedCity
/** The whole city, a street, a community. */
let scopes: string[]

beforeAll(async () => {
  address = await sharedEngine()
  const found = await loadRecountedCity(address, 'narrowed')
  ;({ lab, city, frames, casesOf } = found)
  scopes = ['city', 'street', 'community'].map(level =>
    found.scopes.find(code => city.regions.get(code)!.level === level)!)
})

afterAll(async () => {
  await lab?.close()
})

async function ask(query: Record<string, string>): Promise<ProofBody> {
  const proof = await askProof(lab, { limit: '1', ...query })
  // Both parts again, case by case.
  for (const part of ['numerator', 'denominator'] as const) {
    if (proof.counted?.[part])
      expect(proof.counted[part].sum, JSON.stringify(query)).toBe(proof[part])
  }
  return proof
}

const answer = async <T>(name: string, scope: string): Promise<T> => askAnswer<T>(lab, name, scope)

/** A number that a panel shows, and the proof that it leads to. */
interface Shown { n: number, query: Record<string, string> }

async function compare(shown: readonly Shown[]): Promise<number> {
  for (const { n, query } of shown)
    expect((await ask(query)).numerator, JSON.stringify(query)).toBe(n)
  return shown.filter(({ n }) => n > 0).length
}

function eachScope(list: (panels: Panels, scope: string) => Shown[]): Shown[] {
  return scopes.flatMap(scope => list(frames.get(scope)!, scope).map(({ n, query }) =>
    ({ n, query: { scope, counting: 'net', ...query } })))
}

it('counts by category, those below it included, as the panel does', async () => {
  const found = await compare(eachScope(({ categories }) => categories.rows.map((row, i) => {
    const window = i % 2 === 0 ? 'today' : 'yesterday'
    return { n: row[window], query: { metric: 'reported', window, category: row.code } }
  })))
  expect(found).toBeGreaterThan(8)
})

it('counts by channel as the panel does, several at once as their sum', async () => {
  const found = await compare(eachScope(({ channels: { rows } }) => [
    ...rows.map(row =>
      ({ n: row.last30, query: { metric: 'reported', window: '30d', channel: row.code } })),
    {
      n: rows.slice(0, 3).reduce((sum, row) => sum + row.last30, 0),
      query: {
        metric: 'reported',
        window: '30d',
        channel: rows.slice(0, 3).map(({ code }) => code).join(','),
      },
    },
  ]))
  expect(found).toBeGreaterThan(15)
})

it('counts by step what is open, late and came in today as the panel does', async () => {
  const reached = { metric: 'reported', window: 'todate' }
  const found = await compare(eachScope(({ workflow: { steps } }) =>
    steps.flatMap(({ code, open, overdue, today }): Shown[] => [
      { n: open, query: { metric: 'open', step: code } },
      { n: overdue, query: { metric: 'overdue', step: code } },
      { n: today, query: { ...reached, reached_today: code } },
    ])))
  expect(found).toBeGreaterThan(20)
})

it('counts open cases by their state as the list and the map do', async () => {
  const found = await compare(eachScope(({ overdue, workflow }) => {
    const open = workflow.steps.reduce((sum, step) => sum + step.open, 0)
    return [
      { n: overdue.total, query: { metric: 'open', state: 'overdue' } },
      { n: overdue.dueSoonTotal, query: { metric: 'open', state: 'due_soon' } },
      {
        n: open - overdue.total - overdue.dueSoonTotal,
        query: { metric: 'open', state: 'active' },
      },
    ]
  }))
  expect(found).toBeGreaterThan(8)
})

it('counts the answers of satisfaction as the panel does', async () => {
  const window = '30d'
  for (const scope of scopes) {
    const { answers, satisfaction } = frames.get(scope)!.satisfaction
    for (const { answer, n } of answers.filter(row => row.answer !== null)) {
      const proof = await ask({ metric: 'satisfaction', scope, window, answer: answer! })
      expect(proof.denominator, answer!).toBe(n)
      expect(proof.narrowed).toEqual({ to: { answer }, whole: satisfaction })
    }
  }
})

it('has the rates by department and by category that the answers have', async () => {
  const compared = new Set<number>()
  for (const scope of scopes.slice(0, 1)) {
    const opinion = await answer<OpinionBody>('opinion', scope)
    for (const facet of ['department', 'category'] as const) {
      for (const row of opinion[facet].slice(0, 5)) {
        for (const [i, metric] of opinion.metrics.entries()) {
          const { numerator, denominator, value }
            = await ask({ metric, scope, window: '30d', counting: 'net', [facet]: row.code })
          expect({ numerator, denominator, value }, `${metric} ${row.code}`).toEqual(row.rates[i])
          compared.add(numerator!)
        }
      }
    }
  }
  expect(compared.size).toBeGreaterThan(10)
})

it('counts what is supervised by level as the answer does', async () => {
  const { levels } = await answer<UrgedBody>('urged', scopes[0]!)
  const found = await compare(levels.flatMap(({ level, open, overdue }) => [
    { n: open, query: { metric: 'open', urged: String(level) } },
    { n: overdue, query: { metric: 'overdue', urged: String(level) } },
  ]))
  expect(found).toBeGreaterThan(2)
})

it('counts whistles and reopened cases of the ledger as the answers do', async () => {
  const seen: number[] = []
  for (const scope of scopes) {
    const { total, departments } = await answer<WhistlesBody>('whistles', scope)
    const whistles = [{ ...total }, ...departments.slice(0, 2)]
    const reopened = await answer<ReopenedBody>('reopened', scope)
    const base = { metric: 'reported', window: 'todate', scope, counting: 'all' }
    const shown = whistles.flatMap((row): Shown[] => {
      const to: Record<string, string>
        = 'department' in row ? { whistle_to: row.department } : {}
      return [
        { n: row.whistles, query: { ...base, ...to, whistle: 'given' } },
        { n: row.answered, query: { ...base, ...to, whistle: 'answered' } },
        { n: row.waiting, query: { ...base, ...to, whistle: 'waiting' } },
      ]
    })
    await compare([
      ...shown,
      { n: reopened.cases, query: { ...base, reopened_within: '30d' } },
    ])
    seen.push(total.waiting, reopened.cases)
  }
  expect(Math.min(...seen.slice(0, 2))).toBeGreaterThan(0)
})

it('counts by region below the scopes, and what has no place, as the wall does', async () => {
  const units = await answer<UnitsBody>('units', scopes[2]!)
  expect(units.rows.length).toBeGreaterThan(0)
  await compare(units.rows.flatMap(({ code, open, overdue }): Shown[] => [
    { n: open, query: { metric: 'open', scope: scopes[2]!, region: code } },
    { n: overdue, query: { metric: 'overdue', scope: scopes[2]!, region: code } },
  ]))
  await compare(eachScope(({ map }) =>
    [{ n: map.unplaced, query: { metric: 'open', placed: 'no' } }]))
})

it('has the rates of what lies in a scope itself as the ranking has them', async () => {
  const seen: number[] = []
  for (const scope of scopes) {
    const row = frames.get(scope)!.ranking.rows.find(({ direct }) => direct)
    if (row === undefined)
      continue
    const query = { scope, window: '30d', direct: 'yes', counting: 'net', aggregation: 'pooled' }
    const rates = { on_time: row.onTime, closure: row.closure, satisfaction: row.satisfaction }
    for (const [metric, rate] of Object.entries(rates)) {
      const { numerator, denominator, value, cases } = await ask({ metric, ...query })
      expect({ numerator, denominator, value }, `${metric} ${scope}`).toEqual(rate)
      // The grids lie below communities, which are scopes: what is left is the scope's own.
      expect(cases.every(({ region }) => region === scope)).toBe(true)
      seen.push(denominator!)
    }
    await compare([
      { n: row.reported, query: { metric: 'reported', ...query } },
      { n: row.open, query: { metric: 'open', ...query } },
      { n: row.overdue, query: { metric: 'overdue', ...query } },
    ])
    const own = casesOf(scope)
      .filter(one => one.region === scope && !one.excluded && one.closed === null)
    expect(own.length).toBe(row.open)
  }
  expect(seen.filter(n => n > 0).length).toBeGreaterThan(3)
})

it('has the share of late cases that the map and its list show, of all that are open', async () => {
  const { areas } = frames.get(scopes[0]!)!.map
  const known = areas.filter(({ rate }) => rate !== null)
  expect(known.length).toBeGreaterThan(1)
  for (const { code, open, overdue, rate } of known) {
    const { numerator, narrowed }
      = await ask({ metric: 'open', counting: 'net', scope: code, state: 'overdue' })
    expect([numerator, narrowed!.whole.numerator], code).toEqual([overdue, open])
    expect(numerator! / narrowed!.whole.numerator!, code).toBe(rate)
  }
})

it('has of every cluster of the map the cases that it stands for, of several their sum', async () => {
  const base: Record<PointState, Record<string, string>> = {
    overdue: { metric: 'overdue' },
    due_soon: { metric: 'open', state: 'due_soon' },
    open: { metric: 'open', state: 'active' },
  }
  for (const scope of scopes) {
    const { points, cell } = frames.get(scope)!.map
    const cellOf = ([lon, lat]: MapPoint): string => `${mapCell(lon, cell)}:${mapCell(lat, cell)}`
    for (const state of POINT_STATES) {
      const found = points[state]
      expect(new Set(found.map(cellOf)).size, `${scope} ${state}`).toBe(found.length)
      const some = found.slice(0, 12)
      await compare([...some.map(point => [point]), some].filter(({ length }) => length > 0)
        .map(marks => ({
          n: marks.reduce((sum, [,, n]) => sum + n, 0),
          query: { scope, counting: 'net', cells: marks.map(cellOf).join(), ...base[state] },
        })))
    }
  }
  expect(frames.get(scopes[0]!)!.map.points.overdue.length).toBeGreaterThan(5)
})

it('has what was reported yesterday up to this minute, as today is compared with it', async () => {
  expect(await compare(eachScope(({ summary: { yesterday, yesterdayTo } }) => [{
    n: yesterday.reported,
    query: { metric: 'reported', from: yesterdayTo.slice(0, 10), to: yesterdayTo },
  }]))).toBeGreaterThan(0)
})

it('has the satisfaction of the period before as the panel compares it', async () => {
  const day = (days: number): string =>
    new Date(midnight(NOW, city.timezone, days)).toISOString()
  for (const scope of scopes) {
    const { before } = frames.get(scope)!.satisfaction
    const [from, to] = [day(-59), day(-29)]
    const { numerator, denominator, value } = await ask({ metric: 'satisfaction', scope, from, to })
    expect({ numerator, denominator, value }).toEqual(before)
  }
})

it('lists the narrowed cases alone, and takes its narrowing to the numbers it is made of', async () => {
  const category = 'disputes'
  const query = { metric: 'on_time', window: '30d', scope: scopes[0]!, category, limit: '100' }
  const { cases } = await ask(query)
  expect(cases.length).toBeGreaterThan(10)
  expect(cases.every(one => one.category.startsWith(category))).toBe(true)
  const mean = await ask({ ...query, aggregation: 'mean' })
  const unit = mean.units!.find(({ value }) => value !== null)!
  const { value } = await ask(Object.fromEntries(new URLSearchParams(unit.proof.split('?')[1])))
  expect(value).toBe(unit.value)
})

it('has the quantile of the narrowed cases, with its exact rank', async () => {
  const { rank, value, denominator } = await ask(
    { metric: 'hours_p50', window: '30d', scope: scopes[0]!, channel: 'hotline' },
  )
  expect(rank?.cases).toBe(denominator)
  expect(Math.abs(value! - rank!.exactHours)).toBeLessThanOrEqual(rank!.exactHours * 0.011)
})

it.each([
  ['whistle=waiting&metric=closure', 'narrow counts'],
  ['metric=open&state=lost', 'state'],
  ['metric=open&urged=4', 'urged'],
  ['metric=open&answer=perhaps', 'answer'],
  ['metric=open&category=', 'category'],
  ['metric=open&direct=no', 'direct'],
  ['metric=open&cells=1,2', 'cells'],
  ['metric=on_time&aggregation=mean&direct=yes', 'no mean of units'],
  ['metric=hours_p50&stay=triage', 'narrow counts'],
  ['metric=reported&stay=triage&response=7d', 'one of them'],
  ['metric=reported&response=30d', 'response'],
  ['metric=reported&minute=2026-03-12T14:32:05%2B08:00,5', 'minute'],
  ['metric=reported&minute=2026-13-12T14:32:05Z,2026-03-12T14:32:05Z,5', 'of a frame'],
])('refuses %s', async (facet, word) => {
  const { status, body } = await lab.get(`/api/v1/proof?${facet}`)
  expect(status).toBe(400)
  expect((body as { message: string }).message).toContain(word)
})
