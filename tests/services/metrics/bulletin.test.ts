import type { BulletinBody, BulletinFigures } from '../../../contract/bulletin.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { BulletinLine, LastReviews } from '../../helpers/recounted-bulletin.ts'
import type { RecountedCity } from '../../helpers/recounted-city.ts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COUNTINGS } from '../../../contract/measures.ts'
import { bulletinLine, readLastReviews, unitsOf } from '../../helpers/recounted-bulletin.ts'
import { loadRecountedCity, NOW } from '../../helpers/recounted-city.ts'
import { midnight, recountedWindows } from '../../helpers/recounted-windows.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const DAY_MS = 86_400_000

let address: ClickHouseAddress
let { lab, city, cases, casesOf, frames } = {} as RecountedCity
let reviews: LastReviews
let county: string
let street: string
let community: string

beforeAll(async () => {
  address = await sharedEngine()
  const found = await loadRecountedCity(address, 'bulletin')
  ;({ lab, city, cases, casesOf, frames } = found)
  reviews = await readLastReviews(lab.database)
  const first = (level: string): string =>
    found.scopes.find(code => city.regions.get(code)!.level === level)!
  ;[county, street, community] = [first('county'), first('street'), first('community')]
})

afterAll(async () => {
  await lab?.close()
})

async function ask(query: string): Promise<BulletinBody> {
  const { status, body } = await lab.get(`/api/v1/bulletin?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as BulletinBody
}

function expectLine(actual: BulletinFigures, naive: BulletinLine, where: string): void {
  const { rates, score, few, ...counts } = actual
  const { rates: naiveRates, score: naiveScore, ...naiveCounts } = naive
  expect(counts, where).toMatchObject(naiveCounts)
  expect(rates.map(rate => rate.value), where).toEqual(naiveRates)
  expect(few, where).toBe(naive.validReviews > 0 && naive.validReviews < 30)
  if (naiveScore === null)
    expect(score, where).toBeNull()
  else
    expect(score, where).toBeCloseTo(naiveScore, 5)
}

describe.each(COUNTINGS)('counted %s', (counting) => {
  it.each(['today', '7d', '30d', 'todate'] as const)('the table of %s is that of a recount, unit by unit', async (window) => {
    const span = recountedWindows(NOW, city.timezone)[window]
    for (const scope of [city.root, county, street]) {
      const body = await ask(`scope=${scope}&window=${window}&counting=${counting}`)
      const units = unitsOf(scope, cases, city)
      const where = `${scope} ${window}`
      const shown = body.rows.map(({ code }) => code)
      expect(new Set(shown.filter(code => !code.endsWith('/'))), where)
        .toEqual(new Set([...units.keys()].filter(code => !code.endsWith('/'))))
      for (const row of body.rows)
        expectLine(row, bulletinLine(units.get(row.code)!, reviews, span, counting), `${where} ${row.code}`)

      const pooled = bulletinLine(casesOf(scope), reviews, span, counting)
      expectLine(body.total.pooled, pooled, where)
      const sum = body.rows.reduce((total, row) => total + row.reported, 0)
      expect(sum, where).toBe(pooled.reported)

      const mean = body.total.mean!
      const { reported, validReviews } = pooled
      expect(mean, where).toMatchObject({ reported, validReviews })
      const lines = [...units].filter(([code]) => !code.endsWith('/')).map(([, own]) => bulletinLine(own, reviews, span, counting))
      const scores = lines.flatMap(line => line.score ?? [])
      expectClose(mean.score, scores.length === 0 ? null : average(scores), where)
      for (const i of [0, 1, 2]) {
        const values = lines.flatMap(line => line.rates[i] ?? [])
        expectClose(mean.rates[i]!.value, values.length === 0 ? null : average(values), where)
      }
    }
  })
})

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}

function expectClose(actual: number | null, naive: number | null, where: string): void {
  if (actual === null || naive === null)
    expect(actual, where).toBe(naive)
  else
    expect(actual, where).toBeCloseTo(naive, 5)
}

it('ranks by score, leaves out who has no review, and compares with the day before', async () => {
  const { rows } = await ask(`scope=${city.root}&window=30d`)
  const to = midnight(NOW, city.timezone, 1)
  const before = { from: midnight(NOW, city.timezone, -30), to: to - DAY_MS }
  const units = unitsOf(city.root, cases, city)
  const scoreBefore = new Map(Array.from(units, ([code, own]) =>
    [code, bulletinLine(own, reviews, before, 'net').score]))
  const rankOf = (score: number | null, all: (number | null)[]): number | null =>
    score === null ? null : 1 + all.filter(other => other !== null && other > score).length
  const own = rows.filter(row => !row.direct)
  const then = own.map(row => scoreBefore.get(row.code)!)
  expect(own.some(row => row.score === null)).toBe(true)
  for (const row of own) {
    expect(row.rank, row.code).toBe(rankOf(row.score, own.map(one => one.score)))
    const old = scoreBefore.get(row.code)!
    expectClose(row.change, row.score === null || old === null ? null : row.score - old, row.code)
    const oldRank = rankOf(old, then)
    expect(row.rankChange, row.code)
      .toBe(row.rank === null || oldRank === null ? null : oldRank - row.rank)
  }
  const ranks = own.map(row => row.rank ?? Infinity)
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
})

it('is of the same point of the ledger as the frame, and says the same', async () => {
  const [frame] = (await lab.frames([city.root])).values()
  for (const window of ['today', '30d', 'todate'] as const) {
    const { seq, asOf, total, from, to } = await ask(`window=${window}`)
    const { interval, metrics } = frame!.panels.summary.windows[window]
    expect([seq, asOf, from, to]).toEqual([frame!.seq, frame!.asOf, interval.from, interval.to])
    expect([total.pooled.reported, total.pooled.closed, total.pooled.score])
      .toEqual([metrics.reported.value, metrics.closed.value, metrics.score!.value])
    expect(total.pooled.rates)
      .toEqual([metrics.response, metrics.solved, metrics.satisfaction])
  }
  expect(frames.get(county)).toBeDefined()
})

it('has nothing to compare a stretch with that is not of whole days', async () => {
  const { rows } = await ask('from=2026-03-01T08:00:00Z&to=2026-03-02T08:00:00Z')
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.every(row => row.change === null && row.rankChange === null)).toBe(true)
})

it('names its days, its columns and what it ranks by', async () => {
  expect(await ask(`scope=${county}&window=yesterday`)).toMatchObject({
    scope: county,
    unitName: '街道',
    window: 'yesterday',
    from: '2026-03-11T00:00:00+08:00',
    to: '2026-03-12T00:00:00+08:00',
    before: { from: '2026-03-10T00:00:00+08:00', to: '2026-03-11T00:00:00+08:00' },
    counting: 'net',
    rates: [{ definition: 'response@1' }, { definition: 'solved@1' }, { definition: 'satisfaction@1' }],
    rankedBy: { definition: 'score@1' },
  })
  expect(await ask(`scope=${community}`)).toMatchObject({ rows: [], unitName: null, total: { mean: null } })
  expect(await ask('from=2026-03-01T08:00:00Z&to=2026-03-02T08:00:00Z'))
    .toMatchObject({ window: null, before: null })
})

it('is a file with Chinese titles first, and totals both ways', async () => {
  const body = await ask(`scope=${county}&window=30d`)
  const { status, body: text, headers } = await lab.text(`/api/v1/bulletin?scope=${county}&window=30d&format=csv`)
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(text.startsWith('\uFEFF单位 Unit,代码 Code,受理 Reported,办结 Closed,有效回访 Valid reviews,')).toBe(true)
  const rows = parse<Record<string, string>>(text, { bom: true, columns: true })
  expect(rows.map(row => row['代码 Code'])).toEqual([...body.rows.map(({ code }) => code), county, county])
  expect(rows.slice(-2).map(row => row['单位 Unit']))
    .toEqual(['合计（汇总计算） Total (pooled)', '合计（单位平均） Total (mean of units)'])
  for (const [i, row] of body.rows.entries()) {
    const rate = row.rates[2]!
    const few = rate.denominator! < 30
    expect(rows[i]!['群众满意率 Satisfaction'])
      .toBe(rate.value === null ? '' : few ? `${rate.numerator} / ${rate.denominator}` : String(rate.value))
  }
})

it.each([
  ['scope=atlantis', 404, 'unknown_scope'],
  ['window=fortnight', 400, 'invalid_request'],
  ['counting=some', 400, 'invalid_request'],
  ['format=xlsx', 400, 'invalid_request'],
  ['from=2026-03-01', 400, 'invalid_request'],
])('refuses %s', async (query, status, code) => {
  expect(await lab.get(`/api/v1/bulletin?${query}`)).toMatchObject({ status, body: { code } })
})
