import type { BesideBody } from '../../../contract/answers/beside.ts'
import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { MetricValue } from '../../../contract/metrics.ts'
import type { AnswerQuestion } from './question.ts'
import { askMetrics } from '../ask-metrics.ts'
import { meanOfUnits } from '../evaluate.ts'
import { rankedWindow } from '../moment.ts'
import { ranksOf } from '../ranks.ts'

/** Rates and durations of a region, the mean of its neighbours, and the city's own. */
export async function askBeside(question: AnswerQuestion): Promise<BesideBody> {
  const { database, city, moment, scope } = question
  const metrics = city.metrics.filter(isComparable)
  const parent = city.regions.get(scope)?.parent ?? null
  const neighbours = parent === null ? [] : city.children(parent).map(({ code }) => code)
  const answers = await askMetrics(
    {
      database,
      city,
      moment,
      metrics,
      scopes: [...new Set([scope, city.root, ...neighbours])],
      variant: { aggregation: 'pooled' },
    },
    { kind: 'days', range: rankedWindow(moment) },
  )
  const valueOf = (code: string, i: number): MetricValue => {
    const { numerator, denominator, value } = answers(code)[i]!
    return { numerator, denominator, value }
  }
  return {
    window: '30d',
    metrics: metrics.map((metric, i) => {
      const own = valueOf(scope, i)
      const values = neighbours.map(code => valueOf(code, i))
      const ranks = ranksOf(values.map(({ value }) => value), metric.better)
      return {
        metric: metric.id,
        own,
        mean: meanOfUnits(values).value,
        city: valueOf(city.root, i),
        rank: ranks[neighbours.indexOf(scope)] ?? null,
        of: values.filter(({ value }) => value !== null).length,
      }
    }),
  }
}

/** What does not grow with the region's size. */
function isComparable({ kind, better }: MetricDefinition): boolean {
  return kind !== 'count' && better !== undefined
}
