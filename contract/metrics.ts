import Type from 'typebox'
import { AGGREGATIONS, COUNTINGS } from './measures.ts'
import { METRIC_UNITS } from './metric-definition.ts'

/** What the wall's own panels show. Every profile defines these; it may define more. */
export const CORE_METRICS = [
  'reported',
  'closed',
  'open',
  'overdue',
  'closure',
  'on_time',
  'satisfaction',
  'hours_p50',
  'hours_p90',
] as const
export type CoreMetric = typeof CORE_METRICS[number]

/**
 * A metric's answer. Of a ratio `value` is numerator/denominator, null when the denominator is 0.
 * Of a count `value` is the numerator and the denominator null. Of a duration quantile `value`
 * is hours, null when nothing closed; the numerator is null and the denominator the cases counted.
 * Of a score numerator and denominator are null, as they are of a mean of units.
 * Metrics by the clock `now` are counts of the moment itself, the same in every window.
 */
export const MetricValue = Type.Object({
  numerator: Type.Union([Type.Number(), Type.Null()]),
  denominator: Type.Union([Type.Number(), Type.Null()]),
  value: Type.Union([Type.Number(), Type.Null()]),
})
export type MetricValue = Type.Static<typeof MetricValue>

/** By metric id: the core metrics and what else the profile defines. */
export const MetricSet = Type.Record(Type.String(), MetricValue)
export type MetricSet = Record<CoreMetric, MetricValue> & Record<string, MetricValue>

const Value = Type.Union([Type.Number(), Type.Null()])
const Interval = {
  /** Null: since the beginning. */
  from: Type.Union([Type.String(), Type.Null()]),
  to: Type.String(),
}

/** What an answer is compared with: as much of an earlier period as has passed of this one. */
export const ComparedValue = Type.Object({
  ...Interval,
  ...MetricValue.properties,
  /** Now minus then, in the metric's unit; null when one of them has no value. */
  difference: Value,
  /** Difference / then; null where that cannot be said. */
  change: Value,
})
export type ComparedValue = Type.Static<typeof ComparedValue>

export const MetricAnswer = Type.Object({
  scope: Type.String(),
  metric: Type.String(),
  /** `closure@1`: which definition this is the value of. */
  definition: Type.String(),
  label: Type.String(),
  ...Interval,
  ...MetricValue.properties,
  unit: Type.Enum(METRIC_UNITS),
  counting: Type.Enum(COUNTINGS),
  aggregation: Type.Enum(AGGREGATIONS),
  /** Of a mean: how many units had a value. */
  units: Type.Optional(Type.Integer({ minimum: 0 })),
  /** With `compare=`. */
  compared: Type.Optional(ComparedValue),
  /** The moment the answer describes, RFC 3339 in the profile's zone. */
  asOf: Type.String(),
  /** Point of the ledger the answer was computed at. */
  seq: Type.Integer(),
})
export type MetricAnswer = Type.Static<typeof MetricAnswer>

export const MetricsBody = Type.Object({ metrics: Type.Array(MetricAnswer) })
export type MetricsBody = Type.Static<typeof MetricsBody>
