import type { DaysPanel } from '../../../contract/panels/days.ts'
import type { Moment } from '../moment.ts'
import type { DayRow } from '../questions/days.ts'
import { formatDay } from '../../calendar.ts'
import { ratio } from '../metric-value.ts'

const DAYS = 30

export function daysPanel(rows: readonly DayRow[], { today }: Moment): DaysPanel {
  const byDay = new Map(rows.map(row => [row.day, row]))
  const stretch = (last: number): DaysPanel['days'] =>
    Array.from({ length: DAYS }, (_, i) => last - DAYS + 1 + i)
      .map(day => toDay(day, byDay.get(day)))
  return { days: stretch(today), before: stretch(today - DAYS) }
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
