import type { SummaryPanel } from '../../../contract/panels/summary.ts'
import type { Moment } from '../moment.ts'
import type { TickFacts } from '../tick-facts.ts'
import { WINDOWS } from '../../../contract/windows.ts'
import { formatRange } from '../format-range.ts'
import { metricSet } from '../metric-value.ts'

const HOUR_MS = 3_600_000

export function summaryPanel(scope: string, facts: TickFacts, moment: Moment): SummaryPanel {
  const own = facts.scope(scope)
  const windows = Object.fromEntries(WINDOWS.map((name, w) => [name, {
    interval: formatRange(moment.windows[w]!, moment.calendar),
    metrics: metricSet(own, w),
  }])) as SummaryPanel['windows']
  const today = moment.calendar.startOfDay(moment.today)
  const yesterday = (facts.hours.get(scope) ?? []).filter(row => row.at < today)
  const oldest = facts.late.get(scope)?.find(row => row.late === 1)
  return {
    windows,
    yesterday: {
      reported: yesterday.reduce((sum, row) => sum + row.reportedByNow, 0),
      closed: yesterday.reduce((sum, row) => sum + row.closedByNow, 0),
    },
    longestOverdueHours: oldest === undefined ? null : (moment.now - oldest.dueMs) / HOUR_MS,
    dueSoon: own.due?.dueSoon ?? 0,
  }
}
