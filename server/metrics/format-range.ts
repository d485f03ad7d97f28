import type { Interval } from '../../contract/windows.ts'
import type { Calendar } from '../calendar.ts'
import type { DayRange } from './moment.ts'

/** Days as instants with the zone's offset; `from` null for "since the beginning". */
export function formatRange({ from, to }: DayRange, calendar: Calendar): Interval {
  return {
    from: from === 0 ? null : calendar.format(calendar.startOfDay(from)),
    to: calendar.format(calendar.startOfDay(to)),
  }
}
