import type { CalendarRules } from '../contract/calendar.ts'
import type { WorkingTime } from './working-time.ts'
import { DateTime, IANAZone } from 'luxon'
import { PLAIN_CALENDAR } from '../city/check-calendar.ts'
import { memo } from './memo.ts'
import { createWorkingTime } from './working-time.ts'

const QUARTER_MS = 15 * 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** Days and hours of a city, for instants in milliseconds since 1970. */
export interface Calendar {
  zone: string
  rules: CalendarRules
  /** The city's day of the instant, as days since 1970-01-01. */
  dayOf: (at: number) => number
  /** Start of the zone's hour that the instant lies in. */
  hourOf: (at: number) => number
  /** First instant of a city's day, given as days since 1970-01-01. */
  startOfDay: (day: number) => number
  /** The zone's own day from midnight, whatever the city's days are. */
  localDayOf: (at: number) => number
  /** The instant of a local time of such a day. */
  localTime: (day: number, hour: number, minute: number) => number
  working: WorkingTime
  /** RFC 3339 with the zone's offset at that instant. */
  format: (at: number) => string
}

/**
 * Zone offsets change on quarter hours, so one look-up a quarter hour is enough: events come by
 * the hundred thousand and a look-up through Intl costs microseconds.
 */
export function createCalendar(zone: string, rules: CalendarRules = PLAIN_CALENDAR): Calendar {
  const iana = IANAZone.create(zone)
  const offsetOfQuarter = memo(100_000, (quarter: number) =>
    iana.offset(quarter * QUARTER_MS) * 60_000)
  const offsetMs = (at: number): number => offsetOfQuarter(Math.floor(at / QUARTER_MS))
  const localDayOf = (at: number): number => Math.floor((at + offsetMs(at)) / DAY_MS)
  const dayStartHour = Number(rules.dayStart.slice(0, 2))
  // A day that starts at noon is named after the date it ends on.
  const leadMs = dayStartHour === 0 ? 0 : DAY_MS - dayStartHour * HOUR_MS

  /** Asked for by the hundred with every tick, and Luxon takes its time. */
  const startOfDay = memo(10_000, (day: number) =>
    localTime(dayStartHour === 0 ? day : day - 1, dayStartHour, 0))

  /** Luxon knows what to do where that time does not exist. */
  function localTime(day: number, hour: number, minute: number): number {
    const date = new Date(day * DAY_MS)
    return DateTime.fromObject({
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour,
      minute,
    }, { zone }).toMillis()
  }

  const days = {
    localDayOf,
    localTime,
  }
  return {
    zone,
    rules,
    ...days,
    working: createWorkingTime(rules, days),
    dayOf: at => Math.floor((at + offsetMs(at) + leadMs) / DAY_MS),
    hourOf: (at) => {
      const local = at + offsetMs(at)
      return Math.floor(local / HOUR_MS) * HOUR_MS - offsetMs(at)
    },
    startOfDay,
    // With every tick mostly instants that the one before told as well.
    format: memo(10_000, (at: number) => formatWithOffset(at, offsetMs(at))),
  }
}

/**
 * Days since 1970-01-01 as YYYY-MM-DD. Every version of a case names up to ten, nearly always of
 * the same few hundred.
 */
export const formatDay = memo(10_000, (day: number) =>
  new Date(day * DAY_MS).toISOString().slice(0, 10))

function formatWithOffset(at: number, offset: number): string {
  const local = new Date(at + offset).toISOString()
  const sign = offset < 0 ? '-' : '+'
  const minutes = Math.abs(offset) / 60_000
  const hh = String(Math.floor(minutes / 60)).padStart(2, '0')
  const mm = String(minutes % 60).padStart(2, '0')
  const time = at % 1000 === 0 ? local.slice(0, 19) : local.slice(0, 23)
  return `${time}${sign}${hh}:${mm}`
}
