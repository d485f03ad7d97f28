import type { Aggregation, Counting } from '../../contract/measures.ts'
import type { MetricDefinition, ScoreDefinition, Term } from '../../contract/metric-definition.ts'
import type { CoreMetric, MetricSet, MetricValue } from '../../contract/metrics.ts'
import type { ScopeFacts } from './scope-facts.ts'
import { memoOf } from '../memo.ts'

/** Weights have a few decimals; sums of such products in binary have more. */
const DECIMALS = 1e6

export interface Variant { counting: Counting, aggregation: Aggregation }

const byId = memoOf((metrics: readonly MetricDefinition[]) =>
  new Map(metrics.map(metric => [metric.id, metric])))

/** How a definition is counted unless asked otherwise. */
export function ownVariant(metric: MetricDefinition): Variant {
  const aggregation = metric.kind === 'ratio' || metric.kind === 'score'
    ? metric.aggregation ?? 'pooled'
    : 'pooled'
  return { counting: ownCounting(metric), aggregation }
}

function ownCounting({ counting }: MetricDefinition): Counting {
  return counting ?? 'net'
}

/** What does not grow with the number of cases has a mean of units; counts are summed. */
export function hasMean({ kind }: MetricDefinition): boolean {
  return kind !== 'count'
}

/** Every metric of one scope in window `w`, each counted its own way, pooled. */
export function metricSet(
  metrics: readonly MetricDefinition[],
  facts: ScopeFacts,
  w: number,
): MetricSet {
  return Object.fromEntries(metrics.map(metric => [
    metric.id,
    evaluate(metric, metrics, facts, w, ownCounting(metric)),
  ])) as MetricSet
}

/** One of the metrics that every profile defines, counted its own way, pooled. */
export function coreMetric(
  id: CoreMetric,
  metrics: readonly MetricDefinition[],
  facts: ScopeFacts,
  w: number,
): MetricValue {
  const metric = definitionOf(id, metrics)
  return evaluate(metric, metrics, facts, w, ownCounting(metric))
}

/** The loader of profiles has seen to it that it is there. */
export function definitionOf(
  id: string,
  metrics: readonly MetricDefinition[],
): MetricDefinition {
  const metric = byId(metrics).get(id)
  if (metric === undefined)
    throw new Error(`metric '${id}' is not defined`)
  return metric
}

/** One metric of one scope in window `w`, from the scope's own sums. */
export function evaluate(
  metric: MetricDefinition,
  metrics: readonly MetricDefinition[],
  facts: ScopeFacts,
  w: number,
  counting: Counting,
): MetricValue {
  switch (metric.kind) {
    case 'count': return count(weigh(metric.numerator, metric.clock, facts, w, counting))
    case 'ratio': return ratio(
      weigh(metric.numerator, metric.clock, facts, w, counting),
      weigh(metric.denominator, metric.clock, facts, w, counting),
    )
    case 'quantile': {
      const { cases, hours } = facts.quantile(metric.quantile, w, counting)
      return { numerator: null, denominator: cases, value: hours }
    }
    case 'score': {
      const value = score(metric, part =>
        evaluate(definitionOf(part, metrics), metrics, facts, w, counting).value)
      return { numerator: null, denominator: null, value }
    }
  }
}

/**
 * The mean of the units' values, each weighing the same; units without a value do not count.
 * Counts have no mean: theirs is the pooled one.
 */
export function meanOfUnits(values: readonly MetricValue[]): MetricValue & { units: number } {
  const known = values.flatMap(({ value }) => value === null ? [] : [value])
  const sum = known.reduce((a, b) => a + b, 0)
  return {
    numerator: null,
    denominator: null,
    value: known.length === 0 ? null : sum / known.length,
    units: known.length,
  }
}

export function ratio(numerator: number, denominator: number): MetricValue {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator }
}

function count(cases: number): MetricValue {
  return { numerator: cases, denominator: null, value: cases }
}

function weigh(
  terms: readonly Term[],
  clock: Parameters<ScopeFacts['sum']>[0],
  facts: ScopeFacts,
  w: number,
  counting: Counting,
): number {
  let sum = 0
  for (const { measure, weight = 1 } of terms)
    sum += weight * facts.sum(clock, measure, w, counting)
  return Math.round(sum * DECIMALS) / DECIMALS
}

function score(
  { parts, scale }: ScoreDefinition,
  valueOf: (metric: string) => number | null,
): number | null {
  let sum = 0
  for (const { metric, weight } of parts) {
    const value = valueOf(metric)
    if (value === null)
      return null
    sum += weight * value
  }
  return Math.round(scale * sum * DECIMALS) / DECIMALS
}
