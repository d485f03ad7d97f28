import type { City } from '../../../city/city.ts'
import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { SummaryPanel } from '../../../contract/panels/summary.ts'
import type { Moment } from '../moment.ts'
import type { LateRow } from '../questions/late-cases.ts'
import type { PanelFacts } from '../tick-facts.ts'
import { definitionName } from '../../../contract/metric-definition.ts'
import { WINDOWS } from '../../../contract/windows.ts'
import { memoOf } from '../../memo.ts'
import { metricSet } from '../evaluate.ts'
import { formatRange } from '../format-range.ts'
import { sameMinuteYesterday, summaryWindows } from '../moment.ts'

const HOUR_MS = 3_600_000

const intervalsOf = memoOf((moment: Moment) =>
  summaryWindows(moment).map(range => formatRange(range, moment.calendar)))

const namesOf = memoOf((metrics: readonly MetricDefinition[]) => metrics.map(definitionName))

export function summaryPanel(
  scope: string,
  facts: PanelFacts,
  moment: Moment,
  { metrics }: City,
): SummaryPanel {
  const own = facts.scope(scope)
  const intervals = intervalsOf(moment)
  const windows = Object.fromEntries(WINDOWS.map((name, w) => [name, {
    interval: intervals[w]!,
    metrics: metricSet(metrics, own, w),
  }])) as SummaryPanel['windows']
  const today = moment.calendar.startOfDay(moment.today)
  const yesterday = facts.hours(scope).filter(row => row.at < today)
  return {
    definitions: namesOf(metrics),
    windows,
    yesterday: {
      reported: yesterday.reduce((sum, row) => sum + row.reportedByNow, 0),
      closed: yesterday.reduce((sum, row) => sum + row.closedByNow, 0),
    },
    yesterdayTo: moment.calendar.format(sameMinuteYesterday(moment)),
    longestOverdueHours: longestOverdue(facts.late(scope), moment),
    dueSoon: own.open('net').dueSoon,
  }
}

/** Hours since the earliest of the late cases was due; null where none is late. */
export function longestOverdue(cases: readonly LateRow[], { now }: Moment): number | null {
  const oldest = cases.find(row => row.late === 1)
  return oldest === undefined ? null : (now - oldest.dueMs) / HOUR_MS
}
