import type { WindowName } from '../../contract/windows.ts'
import type { Calendar } from '../calendar.ts'
import { DateTime } from 'luxon'
import { WINDOWS } from '../../contract/windows.ts'

const HOUR_MS = 3_600_000

/** Days [from, to) as days since 1970-01-01 in the profile's zone; `from` 0: the beginning. */
export interface DayRange { from: number, to: number }

/** The instant that all questions of a tick are asked for, and the windows they are asked about. */
export interface Moment {
  /** Milliseconds since 1970. */
  now: number
  today: number
  /** Start of the hour that is now, in the profile's zone; milliseconds since 1970. */
  hour: number
  /** Until when a due time is soon, milliseconds since 1970. */
  soon: number
  windows: readonly DayRange[]
  calendar: Calendar
}

export function momentOf(
  now: number,
  calendar: Calendar,
  dueSoonHours: number,
  windows: readonly DayRange[] = WINDOWS.map(name => windowDays(name, now, calendar)),
): Moment {
  return {
    now,
    today: calendar.dayOf(now),
    hour: calendar.hourOf(now),
    soon: now + dueSoonHours * HOUR_MS,
    windows,
    calendar,
  }
}

/** A named window as days; every one ends with today. */
export function windowDays(name: WindowName, now: number, calendar: Calendar): DayRange {
  const today = calendar.dayOf(now)
  const to = today + 1
  switch (name) {
    case 'today': return { from: today, to }
    case '7d': return { from: today - 6, to }
    case '30d': return { from: today - 29, to }
    case 'month': {
      const { day } = DateTime.fromMillis(now, { zone: calendar.zone })
      return { from: today - day + 1, to }
    }
    case 'todate': return { from: 0, to }
  }
}
