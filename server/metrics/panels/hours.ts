import type { HoursPanel } from '../../../contract/panels/hours.ts'
import type { Moment } from '../moment.ts'
import type { HourRow } from '../questions/hours.ts'
import { formatDay } from '../../calendar.ts'

const HOUR_MS = 3_600_000

/** Hours of today beside the hour at the same distance from midnight of yesterday. */
export function hoursPanel(rows: readonly HourRow[], moment: Moment): HoursPanel {
  const { calendar, today, now } = moment
  const start = calendar.startOfDay(today)
  const end = calendar.startOfDay(today + 1)
  const before = calendar.startOfDay(today - 1)
  const at = new Map(rows.map(row => [row.at, row]))
  const hours: HoursPanel['hours'] = []
  for (let hour = start; hour < end; hour += HOUR_MS) {
    const begun = hour <= now
    const row = at.get(hour)
    const past = at.get(before + hour - start)
    hours.push({
      at: calendar.format(hour),
      reported: begun ? row?.reported ?? 0 : null,
      closed: begun ? row?.closed ?? 0 : null,
      reportedBefore: past?.reported ?? 0,
      closedBefore: past?.closed ?? 0,
    })
  }
  return { day: formatDay(today), hours }
}
