import type { Panels } from '../../contract/frame.ts'
import type { MetricSet, MetricValue } from '../../contract/metrics.ts'
import type { SummaryPanel } from '../../contract/panels/summary.ts'
import { CORE_METRICS } from '../../contract/metrics.ts'
import { WINDOWS } from '../../contract/windows.ts'

const NOTHING: MetricValue = { numerator: 0, denominator: 0, value: null }
const NO_RATE = { net: NOTHING, all: NOTHING, mean: null }
const NO_TOTAL = { closure: NO_RATE, onTime: NO_RATE, satisfaction: NO_RATE }
const MIDNIGHT = '2026-11-21T00:00:00Z'

/** Panels of an empty ledger; of the panels only `summary.dueSoon` differs with `dueSoon`. */
export function panelsWith(dueSoon: number): Panels {
  const metrics = Object.fromEntries(CORE_METRICS.map(name => [name, NOTHING])) as MetricSet
  const window = { interval: { from: null, to: MIDNIGHT }, metrics }
  return {
    summary: {
      definitions: [],
      windows: Object.fromEntries(WINDOWS.map(name => [name, window])) as SummaryPanel['windows'],
      yesterday: { reported: 0, closed: 0 },
      yesterdayTo: MIDNIGHT,
      longestOverdueHours: null,
      dueSoon,
    },
    hours: { day: '2026-11-21', hours: [] },
    days: { days: [], before: [] },
    ranking: { window: '30d', by: 'on_time', level: null, rows: [], total: NO_TOTAL },
    workflow: { steps: [] },
    categories: { rows: [] },
    channels: { rows: [] },
    satisfaction: {
      window: '30d',
      satisfaction: NOTHING,
      before: NOTHING,
      answers: [],
      reviews: 0,
      closed: 0,
    },
    latest: { events: [], perMinute: 0 },
    overdue: { total: 0, overdue: [], dueSoonTotal: 0, dueSoon: [] },
    map: { areas: [], cell: 0.02, points: { overdue: [], due_soon: [], open: [] }, unplaced: 0 },
  }
}
