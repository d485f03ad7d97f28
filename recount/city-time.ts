import type { CalendarRules } from '../contract/calendar.ts'
import type { NamedWindow } from '../contract/windows.ts'
import { DateTime } from 'luxon'

/** Milliseconds since 1970, half-open; -Infinity: since the beginning. */
export interface Span { from: number, to: number }

/** Days and windows of a city as instants, by the rules of its calendar. */
export interface CityTime {
  /** The windows that go by a name, at the moment `now`. */
  window: (name: NamedWindow, now: number) => Span
  /** First instant of the city's day that holds `now`, moved by whole days. */
  dayStart: (now: number, days?: number) => number
}

/**
 * A day is labelled by a date. Labels are kept as midnights of UTC, where every day has 24 hours;
 * only their beginnings are looked up in the zone.
 */
export function createCityTime(zone: string, rules: CalendarRules): CityTime {
  const hour = Number(rules.dayStart.slice(0, 2))

  function labelOf(at: number): DateTime {
    const local = DateTime.fromMillis(at, { zone })
    const date = DateTime.utc(local.year, local.month, local.day)
    // From noon on it is the next day, where days begin at noon.
    return hour > 0 && local.hour >= hour ? date.plus({ days: 1 }) : date
  }

  function beginningOf(label: DateTime): number {
    const { year, month, day } = hour > 0 ? label.minus({ days: 1 }) : label
    return DateTime.fromObject({ year, month, day, hour }, { zone }).toMillis()
  }

  function firstOf(name: NamedWindow, today: DateTime): DateTime {
    switch (name) {
      case 'yesterday': return today.minus({ days: 1 })
      case '7d': return today.minus({ days: 6 })
      case '30d': return today.minus({ days: 29 })
      case 'week': return weekOf(today)
      case 'month': return today.startOf('month')
      case 'period': return periodOf(today)
      case 'year': return today.startOf('year')
      case 'today':
      case 'todate': return today
    }
  }

  function weekOf(today: DateTime): DateTime {
    let first = today
    while (first.weekday !== (rules.weekStart === 'monday' ? 1 : 7))
      first = first.minus({ days: 1 })
    return first
  }

  function periodOf(today: DateTime): DateTime {
    let first = today
    while (first.day !== rules.periodStart)
      first = first.minus({ days: 1 })
    return first
  }

  return {
    dayStart: (now, days = 0) => beginningOf(labelOf(now).plus({ days })),
    window(name, now) {
      const today = labelOf(now)
      const to = beginningOf(name === 'yesterday' ? today : today.plus({ days: 1 }))
      return { from: name === 'todate' ? -Infinity : beginningOf(firstOf(name, today)), to }
    },
  }
}
