import type { Panels } from '../../contract/frame.ts'
import type { MetricValue } from '../../contract/metrics.ts'
import type { SummaryPanel } from '../../contract/panels/summary.ts'
import { METRICS } from '../../contract/metrics.ts'
import { WINDOWS } from '../../contract/windows.ts'

const NOTHING: MetricValue = { numerator: 0, denominator: 0, value: null }
const MIDNIGHT = '2026-11-21T00:00:00Z'

/** Panels of an empty ledger; of the panels only `summary.dueSoon` differs with `dueSoon`. */
export function panelsWith(dueSoon: number): Panels {
  const metrics = Object.fromEntries(METRICS.map(name => [name, NOTHING]))
  const window = { interval: { from: null, to: MIDNIGHT }, metrics }
  return {
    summary: {
      windows: Object.fromEntries(WINDOWS.map(name => [name, window])),
      yesterday: { reported: 0, closed: 0 },
      longestOverdueHours: null,
      dueSoon,
    } as SummaryPanel,
    hours: { day: '2026-11-21', hours: [] },
    days: { days: [], before: [] },
    ranking: { window: '30d', by: 'on_time', level: null, rows: [] },
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
    map: { areas: [], points: [], unplaced: 0 },
  }
}
