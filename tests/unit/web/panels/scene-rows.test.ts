import type { BesideBody } from '../../../../contract/answers/beside.ts'
import type { MetricValue } from '../../../../contract/metrics.ts'
import { expect, it } from 'vitest'
import { zh } from '../../../../web/i18n/zh.ts'
import { besideRows } from '../../../../web/panels/beside-rows.ts'
import { rateRows } from '../../../../web/panels/rate-rows.ts'
import { plainMetrics } from '../../../helpers/plain-metrics.ts'

function rate(value: number | null, denominator: number): MetricValue {
  return { numerator: value === null ? null : value * denominator, denominator, value }
}

it('sorts the least satisfied first, then those of few reviews, last those without one', () => {
  const row = (code: string, value: number | null, n: number) =>
    ({ code, name: code, rates: [rate(1, 100), rate(value, n)] })
  const rows = rateRows([
    row('none', null, 0),
    row('good', 0.99, 400),
    row('few', 0.2, 5),
    row('bad', 0.9, 400),
    row('bad too, more of it', 0.9, 900),
  ])
  expect(rows.map(({ code }) => code)).toEqual(['bad too, more of it', 'bad', 'good', 'few', 'none'])
})

it('writes a region beside the others, each metric in its own unit', () => {
  const metric = (id: string, own: MetricValue): BesideBody['metrics'][number] =>
    ({ metric: id, own, mean: own.value, city: own, rank: 2, of: 7 })
  const rows = besideRows({
    window: '30d',
    metrics: [
      metric('closure', rate(0.5, 400)),
      metric('closure', rate(0.5, 4)),
      metric('hours_p50', { numerator: null, denominator: 400, value: 60 }),
      metric('satisfaction', rate(null, 0)),
      metric('unheard_of', rate(1, 400)),
    ],
  }, plainMetrics(), zh)
  expect(rows.map(({ own, mean }) => [own, mean])).toEqual([
    ['50.0%', '50.0%'],
    ['2/4', '50.0%'],
    ['2.5 天', '2.5 天'],
  ])
})
