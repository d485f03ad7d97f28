import type { BulletinColumn, BulletinFigures, BulletinRate } from '../../../contract/bulletin.ts'
import type { Counting, MeasureName } from '../../../contract/measures.ts'
import type { CountDefinition, MetricDefinition } from '../../../contract/metric-definition.ts'
import type { ScopeFacts } from '../scope-facts.ts'
import { BULLETIN_RATES } from '../../../contract/bulletin.ts'
import { DEFAULT_SMALLEST_N, definitionName } from '../../../contract/metric-definition.ts'
import { definitionOf, evaluate, meanOfUnits } from '../evaluate.ts'

const REVIEW_COUNTS = [
  'valid_reviews',
  'contacted',
  'solved',
  'very_satisfied',
  'satisfied',
  'basically_satisfied',
] as const satisfies readonly MeasureName[]

/** What the table counts and ranks by, as the profile defines it. */
export interface BulletinMetrics {
  rates: MetricDefinition[]
  /** The profile's score; null where it defines none. */
  score: MetricDefinition | null
  /** What the units are ranked by. */
  rankedBy: MetricDefinition
  /** All definitions that the facts must be asked for. */
  needed: MetricDefinition[]
}

export function bulletinMetrics(metrics: readonly MetricDefinition[]): BulletinMetrics {
  const rates = metrics.filter(({ id }) => (BULLETIN_RATES as readonly string[]).includes(id))
    .sort((a, b) => orderOf(a) - orderOf(b))
  const score = metrics.find(({ id, kind }) => id === 'score' && kind === 'score') ?? null
  const parts = score?.kind === 'score' ? score.parts.map(({ metric }) => metric) : []
  const counts = ['reported', 'closed'].map(id => definitionOf(id, metrics))
  return {
    rates,
    score,
    rankedBy: score ?? definitionOf('satisfaction', metrics),
    needed: [
      ...counts,
      ...new Set([...rates, ...metrics.filter(({ id }) => parts.includes(id))]),
      ...REVIEW_COUNTS.map(reviewCount),
    ],
  }
}

export function toColumn(metric: MetricDefinition): BulletinColumn {
  return {
    metric: metric.id,
    definition: definitionName(metric),
    label: metric.label,
    smallestN: smallestN(metric),
  }
}

/** One line of the table, from the sums of one region. */
export function toFigures(
  facts: ScopeFacts,
  { rates, score, rankedBy }: BulletinMetrics,
  metrics: readonly MetricDefinition[],
  counting: Counting,
): BulletinFigures {
  const value = (metric: MetricDefinition) => evaluate(metric, metrics, facts, 0, counting)
  const core = (id: string): number => value(definitionOf(id, metrics)).value ?? 0
  const reviews = (measure: typeof REVIEW_COUNTS[number]): number =>
    facts.sum('reviewed', measure, 0, counting)
  const based = rankedBy.kind === 'score'
    ? rankedBy.parts.map(({ metric }) => definitionOf(metric, metrics))
    : [rankedBy]
  return {
    reported: core('reported'),
    closed: core('closed'),
    validReviews: reviews('valid_reviews'),
    contacted: reviews('contacted'),
    solved: reviews('solved'),
    satisfied: reviews('very_satisfied') + reviews('satisfied'),
    basicallySatisfied: reviews('basically_satisfied'),
    rates: rates.map(value),
    score: score === null ? null : value(score).value,
    few: based.some((part) => {
      const { denominator } = value(part)
      return denominator !== null && denominator > 0 && denominator < smallestN(part)
    }),
  }
}

/** Counts of the whole scope; rates and score the mean of the units', each weighing the same. */
export function meanFigures(
  pooled: BulletinFigures,
  units: readonly BulletinFigures[],
): BulletinFigures | null {
  if (units.length === 0)
    return null
  const mean = (of: (unit: BulletinFigures) => number | null): number | null =>
    meanOfUnits(units.map(unit => ({ numerator: null, denominator: null, value: of(unit) }))).value
  return {
    ...pooled,
    rates: pooled.rates.map((_, i) => ({
      numerator: null,
      denominator: null,
      value: mean(unit => unit.rates[i]?.value ?? null),
    })),
    score: mean(unit => unit.score),
    few: false,
  }
}

function orderOf({ id }: MetricDefinition): number {
  return BULLETIN_RATES.indexOf(id as BulletinRate)
}

function smallestN(metric: MetricDefinition): number {
  return 'smallestN' in metric ? metric.smallestN ?? DEFAULT_SMALLEST_N : DEFAULT_SMALLEST_N
}

/** The table counts answers whether or not a definition of the profile does. */
function reviewCount(measure: typeof REVIEW_COUNTS[number]): CountDefinition {
  return {
    id: measure,
    version: 1,
    label: { zh: measure, en: measure },
    kind: 'count',
    unit: 'cases',
    clock: 'reviewed',
    numerator: [{ measure }],
  }
}
