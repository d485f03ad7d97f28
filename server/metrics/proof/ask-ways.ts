import type { City } from '../../../city/city.ts'
import type { Counting } from '../../../contract/measures.ts'
import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { MetricValue } from '../../../contract/metrics.ts'
import type { ProofWay } from '../../../contract/proof.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { Moment } from '../moment.ts'
import type { ScopeFacts } from '../scope-facts.ts'
import type { Stretch } from '../windows.ts'
import type { NarrowSql } from './narrow-sql.ts'
import { COUNTINGS } from '../../../contract/measures.ts'
import { evaluate, hasMean, meanOfUnits } from '../evaluate.ts'
import { askStretch } from '../window-facts.ts'

export interface WaysQuestion {
  database: Database
  city: City
  moment: Moment
  metric: MetricDefinition
  scope: string
  stretch: Stretch
  /** Only these of the metric's cases; null: all. */
  narrow: NarrowSql | null
  /** Regions whose numbers are wanted as well, also such as are no scopes. */
  listed: readonly string[]
}

/** Of regions that are no scopes no roll-up tells: their cases are counted themselves. */
const EVERY_CASE: NarrowSql = { where: '1', params: {} }

/** A number in all official ways of counting, and what it is made of. */
export interface Ways {
  all: ProofWay[]
  /** Pooled, of the scope or one of its units. */
  value: (metric: MetricDefinition, code: string, counting: Counting) => MetricValue
}

/** From the roll-ups, as `/metrics` has it, unless narrowed. Must run with loads kept away. */
export async function askWays(question: WaysQuestion): Promise<Ways> {
  const { city, metric, scope, listed } = question
  const units = hasMean(metric) ? city.children(scope).map(({ code }) => code) : []
  const facts = await askFacts(question, [...new Set([scope, ...units, ...listed])])
  const value: Ways['value'] = (of, code, counting) =>
    evaluate(of, city.metrics, facts(code), 0, counting)
  const all = COUNTINGS.flatMap((counting): ProofWay[] => [
    { counting, aggregation: 'pooled', ...value(metric, scope, counting) },
    ...(units.length > 0
      ? [{
          counting,
          aggregation: 'mean' as const,
          ...meanOfUnits(units.map(code => value(metric, code, counting))),
        }]
      : []),
  ])
  return { all, value }
}

async function askFacts(
  { database, city, moment, metric, stretch, narrow }: WaysQuestion,
  scopes: readonly string[],
): Promise<(scope: string) => ScopeFacts> {
  const parts = metric.kind === 'score' ? metric.parts.map(part => part.metric) : []
  const metrics = [metric, ...city.metrics.filter(({ id }) => parts.includes(id))]
  const told = scopes.every(city.isScope) ? narrow : narrow ?? EVERY_CASE
  return askStretch({ database, moment, scopes, metrics }, stretch, told)
}
