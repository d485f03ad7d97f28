import type { City } from '../../city/city.ts'
import type { MetricDefinition } from '../../contract/metric-definition.ts'
import type { MetricValue } from '../../contract/metrics.ts'
import type { Database } from '../clickhouse/database.ts'
import type { Variant } from './evaluate.ts'
import type { Moment } from './moment.ts'
import type { ScopeFacts } from './scope-facts.ts'
import type { Stretch } from './windows.ts'
import { definitionOf, evaluate, hasMean, meanOfUnits, ownVariant } from './evaluate.ts'
import { askStretch } from './window-facts.ts'

export interface MetricsQuestion {
  database: Database
  city: City
  moment: Moment
  scopes: readonly string[]
  metrics: readonly MetricDefinition[]
  /** What is asked for in place of each metric's own way. */
  variant: Partial<Variant>
}

export interface AnsweredMetric extends MetricValue, Variant {
  metric: MetricDefinition
  /** Of a mean: how many units had a value. */
  units?: number
}

/**
 * Metrics of scopes in one stretch of time, pooled or as mean of the scope's child regions. Must
 * run with loads kept away, so that all of it is of one point of the ledger.
 */
export async function askMetrics(
  question: MetricsQuestion,
  stretch: Stretch,
): Promise<(scope: string) => AnsweredMetric[]> {
  const { metrics, variant, city } = question
  const wanted = metrics.map((metric): [MetricDefinition, Variant] =>
    [metric, { ...ownVariant(metric), ...variant }])
  const facts = await askFor(question, needsUnits(wanted), stretch)
  return scope => wanted.map(([metric, way]) => {
    const value = (code: string): MetricValue =>
      evaluate(metric, city.metrics, facts(code), 0, way.counting)
    const answer = isAveraged(metric, way)
      ? meanOfUnits(city.children(scope).map(({ code }) => value(code)))
      : value(scope)
    return { metric, counting: way.counting, aggregation: wayOf(metric, way), ...answer }
  })
}

async function askFor(
  { database, city, moment, scopes, metrics }: MetricsQuestion,
  withUnits: boolean,
  stretch: Stretch,
): Promise<(scope: string) => ScopeFacts> {
  const units = withUnits
    ? scopes.flatMap(scope => city.children(scope).map(({ code }) => code))
    : []
  return askStretch({
    database,
    moment,
    scopes: [...new Set([...scopes, ...units])],
    metrics: withScoreParts(metrics, city.metrics),
  }, stretch)
}

/** A score is made of ratios that need not have been asked for themselves. */
function withScoreParts(
  metrics: readonly MetricDefinition[],
  all: readonly MetricDefinition[],
): MetricDefinition[] {
  const parts = metrics.flatMap(metric => metric.kind === 'score' ? metric.parts : [])
  return [...metrics, ...parts.map(({ metric }) => definitionOf(metric, all))]
}

function needsUnits(wanted: readonly [MetricDefinition, Variant][]): boolean {
  return wanted.some(([metric, way]) => isAveraged(metric, way))
}

function isAveraged(metric: MetricDefinition, way: Variant): boolean {
  return wayOf(metric, way) === 'mean'
}

/** Counts are summed, whatever is asked for. */
function wayOf(metric: MetricDefinition, { aggregation }: Variant): Variant['aggregation'] {
  return hasMean(metric) ? aggregation : 'pooled'
}
