import type { Aggregation, Counting } from '../contract/measures.ts'
import type { MetricDefinition, Term } from '../contract/metric-definition.ts'
import type { MetricValue } from '../contract/metrics.ts'
import type { CountedWindow } from './count-window.ts'

export interface RecountVariant { counting: Counting, aggregation: Aggregation }

/** `units`, of a mean: how many of them had a value. */
export type RecountedValue = MetricValue & { units?: number }

/** How a definition is counted where nothing else is asked for. */
export function plainVariant(metric: MetricDefinition): RecountVariant {
  const aggregation = 'aggregation' in metric ? metric.aggregation : undefined
  return { counting: metric.counting ?? 'net', aggregation: aggregation ?? 'pooled' }
}

/** What does not grow with the number of cases has a mean of units; counts are summed. */
export function hasMean({ kind }: MetricDefinition): boolean {
  return kind !== 'count'
}

/** A metric of the cases of one place; `metrics` has the parts of scores. */
export function metricOf(
  metric: MetricDefinition,
  metrics: readonly MetricDefinition[],
  counted: CountedWindow,
): MetricValue {
  const weigh = (terms: readonly Term[], clock: Parameters<CountedWindow['sum']>[0]): number =>
    terms.reduce((sum, { measure, weight = 1 }) => sum + weight * counted.sum(clock, measure), 0)
  switch (metric.kind) {
    case 'count': {
      const numerator = weigh(metric.numerator, metric.clock)
      return { numerator, denominator: null, value: numerator }
    }
    case 'ratio': {
      const numerator = weigh(metric.numerator, metric.clock)
      const denominator = weigh(metric.denominator, metric.clock)
      const value = denominator === 0 ? null : numerator / denominator
      return { numerator, denominator, value }
    }
    case 'quantile': {
      const hours = counted.hoursToClose()
      const rank = Math.ceil(metric.quantile * hours.length)
      return { numerator: null, denominator: hours.length, value: hours[rank - 1] ?? null }
    }
    case 'score': {
      const parts = metric.parts.map(({ metric: id, weight }) => {
        const part = metrics.find(candidate => candidate.id === id)!
        const { value } = metricOf(part, metrics, counted)
        return value === null ? null : weight * value
      })
      const value = parts.includes(null)
        ? null
        : metric.scale * parts.reduce<number>((sum, part) => sum + part!, 0)
      return { numerator: null, denominator: null, value }
    }
  }
}

/** Each unit that has a value weighs the same. */
export function meanOf(units: readonly MetricValue[]): MetricValue & { units: number } {
  const values = units.flatMap(({ value }) => value === null ? [] : [value])
  const value = values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length
  return { numerator: null, denominator: null, value, units: values.length }
}
