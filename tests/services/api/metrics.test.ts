import type { MetricsBody } from '../../../contract/metrics.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { plainMetrics } from '../../helpers/plain-metrics.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

let engine: TestEngine
let lab: MetricsLab

beforeAll(async () => {
  engine = await startTestEngine()
  const now = Date.parse('2026-03-12T14:32:05Z')
  lab = await openMetricsLab(engine.engine.address, 'metrics', smallCity(), now)
  await lab.load([{
    id: 'e',
    caseId: 'c',
    type: 'reported',
    at: '2026-03-01T00:00:00Z',
    region: 'n',
    category: 'order',
    channel: 'patrol',
  }])
})

afterAll(async () => {
  await lab?.close()
  await engine?.close()
})

async function ask(query: string): Promise<MetricsBody> {
  const { status, body } = await lab.get(`/api/v1/metrics?${query}`)
  expect(status).toBe(200)
  return body as MetricsBody
}

it('answers all metrics of today and of the root when nothing else is asked', async () => {
  const { metrics } = await ask('')
  expect(metrics.map(({ metric }) => metric)).toEqual(plainMetrics().map(({ id }) => id))
  for (const answer of metrics) {
    expect(answer).toMatchObject({
      from: '2026-03-12T00:00:00+00:00',
      to: '2026-03-13T00:00:00+00:00',
      asOf: '2026-03-12T14:32:05+00:00',
      seq: 1,
    })
  }
})

it('answers for several scopes, each once, at one point of the ledger', async () => {
  const { metrics } = await ask('scope=n&scope=c&scope=n&metric=reported&window=todate')
  expect(metrics.map(({ scope, value, seq }) => [scope, value, seq])).toEqual([['n', 1, 1], ['c', 1, 1]])
  expect((await ask('metric=reported')).metrics).toMatchObject([{ scope: 'c' }])
  const answer = await lab.get(`/api/v1/metrics?${'scope=n&'.repeat(201)}`)
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
})

it('answers one metric with its unit, and never a 0 for a rate of nothing', async () => {
  const one = async (metric: string): Promise<unknown> =>
    (await ask(`scope=s&window=todate&metric=${metric}`)).metrics
  const nothing = { denominator: 0, value: null, from: null }
  expect(await one('reported')).toMatchObject([{ numerator: 0, denominator: null, value: 0, unit: 'cases' }])
  expect(await one('on_time')).toMatchObject([{ ...nothing, numerator: 0, unit: 'ratio' }])
  expect(await one('hours_p90')).toMatchObject([{ ...nothing, numerator: null, unit: 'hours' }])
})

it('says which stretch it counted, in days or to the millisecond', async () => {
  const stretch = async (from: string, to: string): Promise<unknown> =>
    (await ask(`metric=reported&from=${from}&to=${to}`)).metrics[0]
  expect(await stretch('2026-03-01', '2026-03-02')).toMatchObject({
    from: '2026-03-01T00:00:00+00:00',
    to: '2026-03-02T00:00:00+00:00',
    value: 1,
  })
  expect(await stretch('2026-03-01T08:00:00.001%2B08:00', '2026-03-02T08:00:00%2B08:00'))
    .toMatchObject({
      from: '2026-03-01T00:00:00.001+00:00',
      to: '2026-03-02T00:00:00+00:00',
      value: 0,
    })
})

it.each([
  ['window=fortnight', 400, 'invalid_request', 'window'],
  ['metric=happiness', 404, 'unknown_metric', 'closure@1'],
  ['metric=closure@2', 404, 'unknown_metric', 'closure@1'],
  ['scope=atlantis', 404, 'unknown_scope', 'atlantis'],
  ['scope=n-grid', 404, 'unknown_scope', 'n-grid'],
  ['scope=n&scope=atlantis', 404, 'unknown_scope', 'atlantis'],
  ['window=today&from=2026-03-01&to=2026-03-02', 400, 'invalid_request', 'either window'],
  ['from=2026-03-01', 400, 'invalid_request', 'go together'],
  ['to=2026-03-01', 400, 'invalid_request', 'go together'],
  ['from=2026-03-02&to=2026-03-01', 400, 'invalid_request', 'before to'],
  ['from=2026-03-01&to=2026-03-01', 400, 'invalid_request', 'before to'],
  ['from=2026-02-30&to=2026-03-01', 400, 'invalid_request', 'from must be a date'],
  ['from=2026-03-01T00:00:00&to=2026-03-02', 400, 'invalid_request', 'time with a zone'],
  ['from=2026-03-01T00:00:00+08:00&to=2026-03-02', 400, 'invalid_request', '%2B'],
  ['from=yesterday&to=today', 400, 'invalid_request', 'from must be a date'],
  ['from=&to=', 400, 'invalid_request', 'from must be a date'],
  [`from=${'2'.repeat(41)}&to=2026-03-02`, 400, 'invalid_request', 'from'],
])('refuses %s', async (query, status, code, words) => {
  const answer = await lab.get(`/api/v1/metrics?${query}`)
  expect(answer).toMatchObject({ status, body: { code } })
  expect((answer.body as { message: string }).message).toContain(words)
})
