import type { Calendar } from '../calendar.ts'
import type { DayRange } from './windows.ts'
import { WINDOWS } from '../../contract/windows.ts'
import { memoOf } from '../memo.ts'
import { windowDays } from './windows.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** The instant that all questions of a tick are asked for. */
export interface Moment {
  /** Milliseconds since 1970. */
  now: number
  today: number
  /** Start of the hour that is now, in the profile's zone; milliseconds since 1970. */
  hour: number
  /** Until when a due time is soon, milliseconds since 1970. */
  soon: number
  calendar: Calendar
}

export function momentOf(now: number, calendar: Calendar, dueSoonHours: number): Moment {
  return {
    now,
    today: calendar.dayOf(now),
    hour: calendar.hourOf(now),
    soon: now + dueSoonHours * HOUR_MS,
    calendar,
  }
}

/** The first moment of the next hour, if that begins within so many ms. Days begin with hours. */
export function momentAhead(
  { now, hour, soon, calendar }: Moment,
  withinMs: number,
): Moment | null {
  const begins = hour + HOUR_MS
  return begins - now > withinMs
    ? null
    : {
        now: begins,
        today: calendar.dayOf(begins),
        hour: calendar.hourOf(begins),
        soon: begins + soon - now,
        calendar,
      }
}

/** Minutes since 1970. */
export function minuteOf({ now }: Moment): number {
  return Math.floor(now / MINUTE_MS)
}

/** Yesterday as many minutes after its midnight as it is now after today's; milliseconds. */
export function sameMinuteYesterday({ now, today, calendar }: Moment): number {
  const midnight = calendar.startOfDay(today)
  const cut = Math.floor((calendar.startOfDay(today - 1) + now - midnight) / MINUTE_MS) * MINUTE_MS
  // Where clocks are put forward yesterday may be the shorter day.
  return Math.min(cut, midnight)
}

/** Days of a curve; as many before them are drawn for comparison. */
export const CURVE_DAYS = 30
/** Where the 30 days before the last 30 stand among `summaryWindows`. */
export const BEFORE_30 = WINDOWS.length

/** The named windows of every frame, and the 30 days before the last 30. */
export const summaryWindows = memoOf(({ now, today, calendar }: Moment): readonly DayRange[] => [
  ...WINDOWS.map(name => windowDays(name, now, calendar)),
  { from: today - 59, to: today - 29 },
])

/** Each day of a curve and of the one it is compared with, oldest first, today last. */
export const curveDays = memoOf(({ today }: Moment): readonly DayRange[] =>
  Array.from({ length: 2 * CURVE_DAYS }, (_, i) => today - 2 * CURVE_DAYS + 1 + i)
    .map(day => ({ from: day, to: day + 1 })))

/** Regions are ranked by their last 30 days. */
export function rankedWindow({ now, calendar }: Moment): DayRange {
  return windowDays('30d', now, calendar)
}
