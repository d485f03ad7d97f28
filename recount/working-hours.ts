import type { CalendarRules } from '../contract/calendar.ts'
import type { Span } from './city-time.ts'
import { DateTime } from 'luxon'

/** A deadline behind so many days in a row without a working hour is none. */
const PATIENCE_DAYS = 400

/** Time that passes in working hours only; milliseconds since 1970. */
export interface WorkingHours {
  /** Working milliseconds between two instants. */
  between: (from: number, to: number) => number
  /** When so many working milliseconds have passed; null: never. */
  after: (from: number, ms: number) => number | null
}

/** Working days are dates of the zone, from midnight, whatever the city's own days are. */
export function createWorkingHours(zone: string, rules: CalendarRules): WorkingHours {
  const known = new Map<string, Span[]>()

  /** The working hours of the date, earliest first. */
  function hoursOf(date: DateTime): Span[] {
    const label = date.toFormat('yyyy-MM-dd')
    let spans = known.get(label)
    if (spans === undefined)
      known.set(label, spans = isWorkingDay(date, label) ? spansOf(date) : [])
    return spans
  }

  function isWorkingDay(date: DateTime, label: string): boolean {
    if (rules.shiftedWorkingDays.includes(label))
      return true
    return rules.workingWeekdays.includes(date.weekday) && !rules.holidays.includes(label)
  }

  function spansOf({ year, month, day }: DateTime): Span[] {
    const at = (time: string): number => DateTime.fromObject({
      year,
      month,
      day,
      hour: Number(time.slice(0, 2)),
      minute: Number(time.slice(3)),
    }, { zone }).toMillis()
    return rules.workingHours.map(({ from, to }) => ({ from: at(from), to: at(to) }))
  }

  const dateOf = (at: number): DateTime => {
    const { year, month, day } = DateTime.fromMillis(at, { zone })
    return DateTime.utc(year, month, day)
  }

  return {
    between(from, to) {
      let sum = 0
      for (let date = dateOf(from); date <= dateOf(to); date = date.plus({ days: 1 })) {
        for (const span of hoursOf(date)) {
          const [start, end] = [Math.max(span.from, from), Math.min(span.to, to)]
          sum += end > start ? end - start : 0
        }
      }
      return sum
    },
    after(from, ms) {
      let missing = ms
      let idle = 0
      for (let date = dateOf(from); idle < PATIENCE_DAYS; date = date.plus({ days: 1 })) {
        idle++
        for (const span of hoursOf(date)) {
          const start = Math.max(span.from, from)
          if (span.to <= start)
            continue
          if (start + missing <= span.to)
            return start + missing
          missing -= span.to - start
          idle = 0
        }
      }
      return null
    },
  }
}
