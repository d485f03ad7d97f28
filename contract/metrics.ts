import Type from 'typebox'

export const METRICS = [
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
export const MetricName = Type.Enum(METRICS)
export type MetricName = typeof METRICS[number]

/**
 * A metric's answer. Of a ratio `value` is numerator/denominator, null when the denominator is 0.
 * Of a count `value` is the numerator and the denominator null. Of a duration quantile `value`
 * is hours, null when nothing closed; the numerator is null and the denominator the cases counted.
 * `open` and `overdue` are counts of the moment itself, the same in every window.
 */
export const MetricValue = Type.Object({
  numerator: Type.Union([Type.Number(), Type.Null()]),
  denominator: Type.Union([Type.Number(), Type.Null()]),
  value: Type.Union([Type.Number(), Type.Null()]),
})
export type MetricValue = Type.Static<typeof MetricValue>

export const MetricSet = Type.Record(MetricName, MetricValue)
export type MetricSet = Record<MetricName, MetricValue>

export const METRIC_UNITS = ['cases', 'ratio', 'hours'] as const

export const MetricAnswer = Type.Object({
  metric: MetricName,
  label: Type.String(),
  from: Type.Union([Type.String(), Type.Null()]),
  to: Type.String(),
  numerator: Type.Union([Type.Number(), Type.Null()]),
  denominator: Type.Union([Type.Number(), Type.Null()]),
  value: Type.Union([Type.Number(), Type.Null()]),
  unit: Type.Enum(METRIC_UNITS),
  /** The moment the answer describes, RFC 3339 in the profile's zone. */
  asOf: Type.String(),
  /** Point of the ledger the answer was computed at. */
  seq: Type.Integer(),
})
export type MetricAnswer = Type.Static<typeof MetricAnswer>

export const MetricsBody = Type.Object({ metrics: Type.Array(MetricAnswer) })
export type MetricsBody = Type.Static<typeof MetricsBody>
