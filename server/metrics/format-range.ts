import type { Interval } from '../../contract/windows.ts'
import type { Calendar } from '../calendar.ts'
import type { DayRange, Stretch } from './windows.ts'

/** Days as instants with the zone's offset; `from` null for "since the beginning". */
export function formatRange({ from, to }: DayRange, calendar: Calendar): Interval {
  return {
    from: from === 0 ? null : calendar.format(calendar.startOfDay(from)),
    to: calendar.format(calendar.startOfDay(to)),
  }
}

export function formatStretch(stretch: Stretch, calendar: Calendar): Interval {
  return stretch.kind === 'days'
    ? formatRange(stretch.range, calendar)
    : { from: calendar.format(stretch.fromMs), to: calendar.format(stretch.toMs) }
}
