import type { CaseEvent } from '../../../contract/case-event.ts'
import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { MetricAnswer, MetricsBody } from '../../../contract/metrics.ts'
import type { ProofBody, ProofCase, ProofPart } from '../../../contract/proof.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { RecountedCity } from '../../helpers/recounted-city.ts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AGGREGATIONS } from '../../../contract/measures.ts'
import { PROOF_PARTS } from '../../../contract/proof.ts'
import { LAB_FILE_CASES } from '../../helpers/metrics-lab.ts'
import { loadRecountedCity, NOW } from '../../helpers/recounted-city.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const HOUR_MS = 3_600_000
/** As `/metrics` rounds its weighted sums. */
const DECIMALS = 1e6
const INSTANTS = 'from=2026-02-25T07:13:02.004%2B08:00&to=2026-03-09T18:00:00%2B08:00'
const COMBINED = [
  ['window=today', 'net'],
  ['window=30d', 'net'],
  ['window=30d', 'all'],
  ['window=todate', 'all'],
  [INSTANTS, 'net'],
] as const

let address: ClickHouseAddress
let { lab, city, casesOf } = {} as RecountedCity
/** The whole city, a county, a street, a community. */
let scopes: string[]
let metrics: readonly MetricDefinition[]

beforeAll(async () => {
  address = await sharedEngine()
  const found = await loadRecountedCity(address, 'proof')
  ;({ lab, city, casesOf } = found)
  scopes = ['city', 'county', 'street', 'community'].map(level =>
    found.scopes.find(code => city.regions.get(code)!.level === level)!)
  metrics = city.metrics
})

afterAll(async () => {
  await lab?.close()
})

async function ask(query: string): Promise<ProofBody> {
  const { status, body } = await lab.get(`/api/v1/proof?${query}`)
  expect(status, `${query} ${JSON.stringify(body)}`).toBe(200)
  return body as ProofBody
}

async function answer(query: string): Promise<MetricAnswer> {
  const { body } = await lab.get(`/api/v1/metrics?${query}`)
  return (body as MetricsBody).metrics[0]!
}

/** Every page of a part, cursor by cursor, and the first page's own words. */
async function pagesOf(
  query: string,
  limit: number,
): Promise<{ first: ProofBody, cases: ProofCase[] }> {
  const first = await ask(`${query}&limit=${limit}`)
  const cases = [...first.cases]
  for (let next = first.next; next !== null;) {
    const page = await ask(`${query}&limit=${limit}&cursor=${next}`)
    expect(page).toMatchObject({ seq: first.seq, asOf: first.asOf, moved: false })
    cases.push(...page.cases)
    next = page.next
  }
  return { first, cases }
}

/** Hours are summed by their milliseconds: sums of fractions would end a hair beside the number. */
function weightOf(cases: readonly ProofCase[]): number {
  const terms = cases.flatMap(one => one.terms)
  const timed = terms.reduce((sum, { milliseconds = 0, weight }) => sum + weight * milliseconds, 0)
  const plain = terms.filter(({ milliseconds }) => milliseconds === undefined)
    .reduce((sum, { weight, amount }) => sum + weight * amount, 0)
  return Math.round((timed / HOUR_MS + plain) * DECIMALS) / DECIMALS
}

function partsOf({ kind }: MetricDefinition): ProofPart[] {
  return PROOF_PARTS.filter(part => part === 'numerator'
    ? kind !== 'quantile' && kind !== 'score'
    : kind !== 'count' && kind !== 'score')
}

// Each metric of each scope in a third of the windows: all would be most of this suite's time.
describe.each(COMBINED.map((one, turn) => [...one, turn] as const))('of %s, counted %s,', (window, counting, turn) => {
  it('the cases of every metric and scope sum to its number', async () => {
    let listed = 0
    for (const [s, scope] of scopes.entries()) {
      for (const metric of metrics.filter((_, i) => (i + s + turn) % 3 === 0)) {
        const query = `metric=${metric.id}&scope=${scope}&${window}&counting=${counting}`
        const number = await answer(`${query}&aggregation=pooled`)
        for (const part of partsOf(metric)) {
          const where = `${query}&aggregation=pooled&part=${part}`
          // Many small pages of a community, once; a few large ones of everything else.
          const small = scope === scopes[3] && metric === metrics[0]
          const { first, cases } = await pagesOf(where, small ? 7 : 500)
          const { numerator, denominator, value, seq } = first
          expect({ numerator, denominator, value, seq }, where).toEqual({
            numerator: number.numerator,
            denominator: number.denominator,
            value: number.value,
            seq: number.seq,
          })
          const sum = metric.kind === 'quantile' ? cases.length : weightOf(cases)
          expect(sum, where).toBe(number[part])
          expect(first.counted![part], where).toEqual({ cases: cases.length, sum: number[part] })
          expect(new Set(cases.map(one => one.caseId)).size, where).toBe(cases.length)
          expect(cases.every(one => counting === 'all' || !one.excluded), where).toBe(true)
          listed += cases.length
        }
      }
    }
    expect(listed).toBeGreaterThan(100)
  })
})

it('lists the excluded cases in the one way of counting only', async () => {
  const query = `metric=reported&scope=${scopes[0]}&window=30d`
  const { cases } = await pagesOf(`${query}&counting=all`, 500)
  const { first } = await pagesOf(`${query}&counting=net`, 500)
  const excluded = cases.filter(one => one.excluded).length
  expect(excluded).toBeGreaterThan(20)
  expect(cases.length - excluded).toBe(first.value)
})

it('says of each case what it counts for, and shows it as it stands', async () => {
  const { cases } = await pagesOf(`metric=satisfaction&scope=${scopes[0]}&window=todate`, 500)
  const naive = new Map(casesOf(scopes[0]!).map(one => [one.caseId, one]))
  const weights: Record<string, number>
    = { very_satisfied: 1, satisfied: 1, basically_satisfied: 0.9 }
  expect(cases.length).toBeGreaterThan(100)
  for (const one of cases) {
    const { region, category, review, reported } = naive.get(one.caseId)!
    const weight = weights[review!.answer]!
    expect(one).toMatchObject({
      region,
      category,
      satisfaction: review!.answer,
      weight,
      terms: [{ measure: review!.answer, weight, amount: 1 }],
      countedAt: one.reviewedAt,
    })
    expect(Date.parse(one.reportedAt)).toBe(reported)
  }
  expect(new Set(cases.map(one => one.weight))).toEqual(new Set([1, 0.9]))
})

it('finds the reopened ones of the cases that were ever closed', async () => {
  const query = `metric=reopened&scope=${scopes[0]}&window=todate`
  const { cases } = await pagesOf(query, 500)
  const whole = await pagesOf(`${query}&part=denominator`, 500)
  expect(cases.length).toBeGreaterThan(50)
  const known = new Set(whole.cases.map(one => one.caseId))
  expect(cases.every(one => known.has(one.caseId))).toBe(true)
  expect(whole.cases.some(one => one.open)).toBe(true)
})

it('gives the exact rank of a quantile, with the hours in order', async () => {
  const { first, cases } = await pagesOf(`metric=hours_p90&scope=${scopes[0]}&window=30d`, 500)
  const hours = cases.map(one => one.weight)
  expect(hours).toEqual(hours.toSorted((a, b) => a - b))
  const closed = casesOf(scopes[0]!).filter(one => !one.excluded && one.closed !== null)
  const naive = new Map(closed.map(one => [one.caseId, (one.closed! - one.reported) / HOUR_MS]))
  for (const one of cases)
    expect(one.weight).toBeCloseTo(naive.get(one.caseId)!, 9)
  const { rank, exactHours, caseId, cases: n } = first.rank!
  expect([rank, n]).toEqual([Math.ceil(0.9 * cases.length), cases.length])
  expect([exactHours, caseId]).toEqual([hours[rank - 1], cases[rank - 1]!.caseId])
  expect(Math.abs(first.value! - exactHours)).toBeLessThanOrEqual(exactHours * 0.011)
})

it('has no rank of nothing', async () => {
  const body = await ask(`metric=hours_p50&scope=${scopes[0]}&from=1999-01-01&to=1999-01-02`)
  expect(body).toMatchObject({ value: null, denominator: 0, rank: null, cases: [], next: null })
})

it('leads from a score to its parts, and from a mean to its units', async () => {
  const query = `scope=${scopes[0]}&window=30d`
  const score = await ask(`metric=score&${query}`)
  expect(score).toMatchObject({ part: null, cases: [], counted: null, units: null })
  let sum = 0
  for (const { metric, weight, value, proof } of score.scoreParts!) {
    expect((await ask(proof.slice('proof?'.length))).value, metric).toBe(value)
    sum += weight * value!
  }
  expect(Math.round(100 * sum * DECIMALS) / DECIMALS).toBe(score.value)

  const mean = await ask(`metric=on_time&aggregation=mean&${query}`)
  expect(mean).toMatchObject({ numerator: null, denominator: null, part: null, cases: [] })
  expect(mean.units!.map(({ code }) => code))
    .toEqual(city.children(scopes[0]!).map(({ code }) => code))
  const values = await Promise.all(mean.units!.map(async ({ proof }) =>
    (await ask(proof.slice('proof?'.length))).value))
  const known = values.filter(value => value !== null)
  expect(mean.value).toBe(known.reduce((a, b) => a + b, 0) / known.length)
})

it('shows all ways of counting beside one another, as /metrics has each', async () => {
  for (const metric of ['on_time', 'score', 'reported', 'hours_p50']) {
    const query = `metric=${metric}&scope=${scopes[0]}&window=30d`
    const { ways } = await ask(query)
    const hasMean = metric !== 'reported'
    expect(ways).toHaveLength(hasMean ? 4 : 2)
    for (const { counting, aggregation, ...way } of ways) {
      const asked = `${query}&counting=${counting}&aggregation=${aggregation}`
      const { numerator, denominator, value } = await answer(asked)
      expect(way, asked).toMatchObject({ numerator, denominator, value })
    }
    expect(new Set(ways.map(way => way.aggregation)))
      .toEqual(new Set(hasMean ? AGGREGATIONS : ['pooled']))
  }
})

describe('a file', () => {
  it('has every case of the part, with names, and begins so that Excel reads Chinese', async () => {
    const query = `metric=satisfaction&scope=${scopes[1]}&window=todate`
    const { cases, first } = await pagesOf(query, 500)
    const { status, body, headers } = await lab.text(`/api/v1/proof?${query}&format=csv`)
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(headers['content-disposition'])
      .toBe(`attachment; filename="satisfaction@1-${scopes[1]}-numerator-seq${first.seq}.csv"`)
    expect(body.startsWith('\uFEFF工单号 Case,')).toBe(true)
    const rows = parse<Record<string, string>>(body, { bom: true, columns: true })
    expect(rows.map(row => row['工单号 Case'])).toEqual(cases.map(one => one.caseId))
    const weights = rows.reduce((sum, row) => sum + Number(row['计入量 Weight']), 0)
    expect(Math.round(weights * DECIMALS) / DECIMALS).toBe(first.numerator)
    expect(rows[0]!['辖区 Region']).toBe(city.regions.get(cases[0]!.region)!.name)
  })

  it('is refused when it would hold too many', async () => {
    const { status, body } = await lab.text(`/api/v1/proof?metric=reported&window=todate&format=csv`)
    expect([status, body]).toEqual([400, expect.stringContaining('too_many_cases')])
    expect(body).toContain(`at most ${LAB_FILE_CASES}`)
  })
})

it.each([
  ['', 400, 'invalid_request', 'metric'],
  ['metric=happiness', 404, 'unknown_metric', 'closure@1'],
  ['metric=closure&scope=atlantis', 404, 'unknown_scope', 'atlantis'],
  ['metric=closure&part=half', 400, 'invalid_request', 'part'],
  ['metric=reported&part=denominator', 400, 'invalid_request', 'no denominator'],
  ['metric=hours_p50&part=numerator', 400, 'invalid_request', 'no numerator'],
  ['metric=score&part=numerator', 400, 'invalid_request', 'proof of a part'],
  ['metric=closure&aggregation=mean&part=numerator', 400, 'invalid_request', 'proof of a unit'],
  ['metric=closure&limit=501', 400, 'invalid_request', 'limit'],
  ['metric=closure&format=csv&limit=5', 400, 'invalid_request', 'leave cursor and limit out'],
  ['metric=closure&cursor=x', 400, 'invalid_request', 'cursor'],
  [`metric=closure&cursor=${cursorOf([NOW + 1, '', 0, ''])}`, 400, 'invalid_request', 'cursor'],
  [`metric=closure&cursor=${cursorOf([NOW, '', '0', ''])}`, 400, 'invalid_request', 'cursor'],
  [`metric=closure&cursor=${cursorOf([NOW, '', 0])}`, 400, 'invalid_request', 'cursor'],
])('refuses %s', async (query, status, code, words) => {
  const refusal = await lab.get(`/api/v1/proof?${query}`)
  expect(refusal).toMatchObject({ status, body: { code } })
  expect((refusal.body as { message: string }).message).toContain(words)
})

it('has no mean of units where there are none', async () => {
  const query = `metric=closure&aggregation=mean&scope=${scopes[3]}`
  const { status, body } = await lab.get(`/api/v1/proof?${query}`)
  expect(status).toBe(400)
  expect((body as { message: string }).message).toContain('no units')
})

function cursorOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

// Last: it adds to the ledger.
it('goes on when the ledger does, and says when the pages are no longer of one set', async () => {
  const query = `metric=reported&scope=${scopes[1]}&window=30d&limit=20`
  const first = await ask(query)
  const report = (id: string, region: string, at: number): CaseEvent => ({
    id,
    caseId: id,
    type: 'reported',
    at: new Date(at).toISOString(),
    region,
    category: [...city.categories.keys()][0]!,
    channel: [...city.channels.keys()][0]!,
  })
  const elsewhere = city.children(city.root).find(({ code }) => code !== scopes[1])!.code
  await lab.load([report('later-elsewhere', elsewhere, NOW - HOUR_MS)])
  const second = await ask(`${query}&cursor=${first.next}`)
  expect(second).toMatchObject({ moved: false, seq: first.seq + 1, value: first.value })

  await lab.load([report('later-here', scopes[1]!, NOW - HOUR_MS)])
  const third = await ask(`${query}&cursor=${second.next}`)
  expect(third).toMatchObject({ moved: true, seq: first.seq + 2, value: first.value! + 1 })
  expect((await ask(`${query}&cursor=${third.next}`)).moved).toBe(true)
  expect((await ask(query)).moved).toBe(false)

  // Deadlines that pass meanwhile change the number of the first page, not of the next ones.
  const overdue = await ask(`metric=overdue&scope=${scopes[0]}&limit=5`)
  lab.now = NOW + 48 * HOUR_MS
  const next = await ask(`metric=overdue&scope=${scopes[0]}&limit=5&cursor=${overdue.next}`)
  expect(next).toMatchObject({ asOf: overdue.asOf, value: overdue.value, moved: false })
  expect((await ask(`metric=overdue&scope=${scopes[0]}`)).value).toBeGreaterThan(overdue.value!)
})
