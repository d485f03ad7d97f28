import type { DaysPanel } from '../../../contract/panels/days.ts'
import type { Moment } from '../moment.ts'
import type { DayRow } from '../questions/days.ts'
import type { Due } from '../questions/due.ts'
import { WINDOWS } from '../../../contract/windows.ts'
import { formatDay } from '../../calendar.ts'
import { onTime, ratio } from '../metric-value.ts'

const DAYS = 30
const TODAY = WINDOWS.indexOf('today')

/** Of today `due` has the rate: the days know nothing of deadlines passed within this hour. */
export function daysPanel(
  rows: readonly DayRow[],
  due: Due | undefined,
  { today }: Moment,
): DaysPanel {
  const byDay = new Map(rows.map(row => [row.day, row]))
  const stretch = (last: number): DaysPanel['days'] =>
    Array.from({ length: DAYS }, (_, i) => last - DAYS + 1 + i)
      .map(day => toDay(day, byDay.get(day)))
  const days = stretch(today)
  days.at(-1)!.onTime = onTime(due, TODAY).value
  return { days, before: stretch(today - DAYS) }
}

function toDay(day: number, row: DayRow | undefined): DaysPanel['days'][number] {
  return {
    day: formatDay(day),
    reported: row?.reported ?? 0,
    closed: row?.closed ?? 0,
    closure: ratio(row?.reportedClosed ?? 0, row?.reported ?? 0).value,
    onTime: ratio(row?.onTime ?? 0, (row?.onTime ?? 0) + (row?.missed ?? 0)).value,
  }
}
