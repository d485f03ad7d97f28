import type { CalendarRules } from '../contract/calendar.ts'
import type { Calendar } from './calendar.ts'

const DAY_MS = 86_400_000
/** A deadline further ahead than this many days without working time is none. */
const LONGEST_BREAK_DAYS = 400

/** Time that passes in working hours of working days only; instants in ms since 1970. */
export interface WorkingTime {
  /** Working milliseconds from `from` to `to`; 0 when `to` is not later. */
  between: (from: number, to: number) => number
  /** The instant at which so many working milliseconds have passed since `from`. */
  after: (from: number, workingMs: number) => number
}

/** Working days are the calendar's own days, from midnight, whatever the profile's day start. */
export function createWorkingTime(
  rules: CalendarRules,
  { localTime, localDayOf }: Pick<Calendar, 'localTime' | 'localDayOf'>,
): WorkingTime {
  const holidays = new Set(rules.holidays)
  const shifted = new Set(rules.shiftedWorkingDays)
  const weekdays = new Set(rules.workingWeekdays)
  const known = new Map<number, readonly { from: number, to: number }[]>()

  function isWorkingDay(day: number): boolean {
    const date = new Date(day * DAY_MS)
    const label = date.toISOString().slice(0, 10)
    const weekday = date.getUTCDay() || 7
    return shifted.has(label) || (weekdays.has(weekday) && !holidays.has(label))
  }

  /** The working spans of a day as instants; days repeat by the thousand. */
  function spansOf(day: number): readonly { from: number, to: number }[] {
    let found = known.get(day)
    if (found === undefined) {
      // Not so many hours after midnight: clocks may change in between.
      const at = (time: string): number =>
        localTime(day, Number(time.slice(0, 2)), Number(time.slice(3)))
      found = isWorkingDay(day)
        ? rules.workingHours.map(({ from, to }) => ({ from: at(from), to: at(to) }))
        : []
      if (known.size > 10_000)
        known.clear()
      known.set(day, found)
    }
    return found
  }

  return {
    between(from, to) {
      let sum = 0
      for (let day = localDayOf(from); day <= localDayOf(to); day++) {
        for (const span of spansOf(day))
          sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from))
      }
      return sum
    },
    after(from, workingMs) {
      let left = workingMs
      let idle = 0
      for (let day = localDayOf(from); idle < LONGEST_BREAK_DAYS; day++) {
        const before = left
        for (const span of spansOf(day)) {
          const start = Math.max(span.from, from)
          const length = Math.max(0, span.to - start)
          if (left <= length)
            return start + left
          left -= length
        }
        idle = left === before ? idle + 1 : 0
      }
      return Number.POSITIVE_INFINITY
    },
  }
}
