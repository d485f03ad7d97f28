/**
 * Facts of one case, 0 or 1 each, except `hours_to_close`, which is an amount. They are all that
 * the code knows of metrics; which of them make a metric is data (`profiles/<city>/metrics.json`).
 * `docs/metrics.md` says of each when it holds.
 */
export const MEASURES = [
  'cases',
  'open',
  'closed',
  'overdue',
  'with_due',
  'closed_with_due',
  'closed_on_time',
  'ever_closed',
  'reopened',
  'urged',
  'dispatched',
  'accepted_in_time',
  'reviewed',
  'valid_reviews',
  'contacted',
  'solved',
  'very_satisfied',
  'satisfied',
  'basically_satisfied',
  'dissatisfied',
  'very_dissatisfied',
  'hours_to_close',
] as const
export type MeasureName = typeof MEASURES[number]

/** Which of a case's times puts it into a window. `now`: none does, the whole ledger counts. */
export const METRIC_CLOCKS = ['reported', 'dispatched', 'due', 'closed', 'reviewed', 'now'] as const
export type MetricClock = typeof METRIC_CLOCKS[number]

/** `all` 全口径: excluded cases count as if they were not; `net` 剔除后: they count nowhere. */
export const COUNTINGS = ['all', 'net'] as const
export type Counting = typeof COUNTINGS[number]

/**
 * `pooled`: one division of the scope's own sums. `mean`: the mean of the rates of the scope's
 * units (its child regions), each unit weighing the same.
 */
export const AGGREGATIONS = ['pooled', 'mean'] as const
export type Aggregation = typeof AGGREGATIONS[number]
