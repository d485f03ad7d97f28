import type { MetricSet } from '../metrics.ts'
import Type from 'typebox'
import { MetricSet as MetricSetSchema } from '../metrics.ts'
import { Interval, WindowName } from '../windows.ts'

/** The profile's metrics of the scope in each named window. */
export const SummaryPanel = Type.Object({
  /** Which definitions the values are of: `closure@1`, … */
  definitions: Type.Array(Type.String()),
  windows: Type.Record(WindowName, Type.Object({
    interval: Interval,
    metrics: Type.Unsafe<MetricSet>(MetricSetSchema),
  })),
  /** Yesterday, cut as many minutes after its midnight as `asOf` is after today's. */
  yesterday: Type.Object({
    reported: Type.Integer(),
    closed: Type.Integer(),
  }),
  /** Where that is cut, RFC 3339. */
  yesterdayTo: Type.String(),
  /** Hours by which the most overdue open case is late; null when none is. */
  longestOverdueHours: Type.Union([Type.Number(), Type.Null()]),
  /** Open cases due within the profile's `dueSoonHours`. */
  dueSoon: Type.Integer(),
})
export type SummaryPanel = Type.Static<typeof SummaryPanel>
