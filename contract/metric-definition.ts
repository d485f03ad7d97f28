import Type from 'typebox'
import { AGGREGATIONS, COUNTINGS, MEASURES, METRIC_CLOCKS } from './measures.ts'

export const METRIC_UNITS = ['cases', 'ratio', 'hours', 'points'] as const
export type MetricUnit = typeof METRIC_UNITS[number]

/** Sum of measures, each times its weight (1 when absent). */
const Term = Type.Object({
  measure: Type.Enum(MEASURES),
  weight: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 })),
}, { additionalProperties: false })
export type Term = Type.Static<typeof Term>
const Terms = Type.Array(Term, { minItems: 1, maxItems: 12 })

const id = Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' })
const text = Type.String({ minLength: 1, maxLength: 60 })

const shared = {
  id,
  /** A changed definition takes a new one. */
  version: Type.Integer({ minimum: 1, maximum: 9999 }),
  label: Type.Object({ zh: text, en: text }, { additionalProperties: false }),
  unit: Type.Enum(METRIC_UNITS),
  /** Which way is better; absent where neither is. */
  better: Type.Optional(Type.Enum(['higher', 'lower'] as const)),
  /** What the city wants it to be, in the metric's unit. */
  target: Type.Optional(Type.Number()),
  /** Worse than this the wall warns, in the metric's unit. */
  warning: Type.Optional(Type.Number()),
}
const counted = {
  clock: Type.Enum(METRIC_CLOCKS),
  /** Absent: `net`. */
  counting: Type.Optional(Type.Enum(COUNTINGS)),
}
const rated = {
  /** Absent: `pooled`. */
  aggregation: Type.Optional(Type.Enum(AGGREGATIONS)),
  /** With a smaller denominator the wall shows n/m in place of a share. Absent: 30. */
  smallestN: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
}

export const CountDefinition = Type.Object({
  ...shared,
  ...counted,
  kind: Type.Literal('count'),
  numerator: Terms,
}, { additionalProperties: false })

export const RatioDefinition = Type.Object({
  ...shared,
  ...counted,
  ...rated,
  kind: Type.Literal('ratio'),
  numerator: Terms,
  denominator: Terms,
}, { additionalProperties: false })

/** Of the hours from report to closing, by the clock `closed`. */
export const QuantileDefinition = Type.Object({
  ...shared,
  counting: counted.counting,
  kind: Type.Literal('quantile'),
  quantile: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
}, { additionalProperties: false })

/** `scale` times the weighted sum of ratios; without a value where one of them has none. */
export const ScoreDefinition = Type.Object({
  ...shared,
  ...rated,
  counting: counted.counting,
  kind: Type.Literal('score'),
  scale: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
  parts: Type.Array(Type.Object({
    metric: id,
    weight: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
  }, { additionalProperties: false }), { minItems: 1, maxItems: 12 }),
}, { additionalProperties: false })

export const DEFINITIONS_BY_KIND = {
  count: CountDefinition,
  ratio: RatioDefinition,
  quantile: QuantileDefinition,
  score: ScoreDefinition,
}

export type CountDefinition = Type.Static<typeof CountDefinition>
export type RatioDefinition = Type.Static<typeof RatioDefinition>
export type QuantileDefinition = Type.Static<typeof QuantileDefinition>
export type ScoreDefinition = Type.Static<typeof ScoreDefinition>

/** What a metric means, as a profile says it. */
export const MetricDefinition = Type.Union([
  CountDefinition,
  RatioDefinition,
  QuantileDefinition,
  ScoreDefinition,
])
export type MetricDefinition
  = CountDefinition | RatioDefinition | QuantileDefinition | ScoreDefinition

/** `closure@1` */
export function definitionName({ id, version }: Pick<MetricDefinition, 'id' | 'version'>): string {
  return `${id}@${version}`
}

/** Denominators smaller than this are shown as n/m where a definition says nothing. */
export const DEFAULT_SMALLEST_N = 30
