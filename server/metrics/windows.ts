import type { Comparison, NamedWindow } from '../../contract/windows.ts'
import type { Calendar } from '../calendar.ts'

const DAY_MS = 86_400_000

/** Days [from, to) as days since 1970-01-01 of the city's calendar; `from` 0: the beginning. */
export interface DayRange { from: number, to: number }

/** The last day that ClickHouse's Date can be, in 2149; what is beyond it takes for seconds. */
export const LAST_DAY = 65_535

/** The day under which roll-ups hold the sum of all days, those to come among them. */
export const ALL_DAYS = 0

/**
 * What a stored day counts in a window. To date that is the sum of all days without those that are
 * still to come.
 * @param day days since 1970, `ALL_DAYS` among them; also the first day of a stretch inside of
 * which no window begins or ends
 */
export function signOf(day: number, { from, to }: DayRange): -1 | 0 | 1 {
  if (from === 0)
    return day === ALL_DAYS ? 1 : day >= to ? -1 : 0
  return day >= from && day < to ? 1 : 0
}

/** The part of a range that can hold stored days. */
export function storable({ from, to }: DayRange): DayRange {
  const clamp = (day: number): number => Math.min(Math.max(day, 0), LAST_DAY)
  return { from: clamp(from), to: clamp(to) }
}

/** A stretch of time that is asked for: whole days of the city, or any instants. */
export type Stretch
  = | { kind: 'days', range: DayRange }
    | { kind: 'instants', fromMs: number, toMs: number }

/** A stretch in milliseconds since 1970, [fromMs, toMs); `fromMs` null: since the beginning. */
export function instantsOf(
  stretch: Stretch,
  { startOfDay }: Pick<Calendar, 'startOfDay'>,
): { fromMs: number | null, toMs: number } {
  if (stretch.kind === 'instants')
    return { fromMs: stretch.fromMs, toMs: stretch.toMs }
  const { from, to } = stretch.range
  return { fromMs: from === 0 ? null : startOfDay(from), toMs: startOfDay(to) }
}

/** A named window as days. All but `yesterday` end with today. */
export function windowDays(name: NamedWindow, now: number, { dayOf, rules }: Calendar): DayRange {
  const today = dayOf(now)
  const to = today + 1
  switch (name) {
    case 'today': return { from: today, to }
    case 'yesterday': return { from: today - 1, to: today }
    case '7d': return { from: today - 6, to }
    case '30d': return { from: today - 29, to }
    case 'week': return { from: startOfWeek(today, rules.weekStart), to }
    case 'month': return { from: startOfPeriod(today, 1), to }
    case 'period': return { from: startOfPeriod(today, rules.periodStart), to }
    case 'year': return { from: dayNumber(dateOf(today).getUTCFullYear(), 0, 1), to }
    case 'todate': return { from: 0, to }
  }
}

/**
 * What a window is compared with: as much of the period before, or of the year before, as has
 * passed of this one, to the millisecond of the day. Null where there is no earlier one.
 */
export function comparedStretch(
  window: NamedWindow,
  against: Comparison,
  now: number,
  calendar: Calendar,
): Stretch | null {
  if (window === 'todate')
    return null
  const { from, to } = windowDays(window, now, calendar)
  const start = against === 'year' ? yearBefore(from) : previousStart(window, from, calendar)
  const last = against === 'year' ? yearBefore(to - 1) : start + (to - 1 - from)
  if (window === 'yesterday')
    return { kind: 'days', range: { from: start, to: last + 1 } }
  const intoDay = now - calendar.startOfDay(calendar.dayOf(now))
  const end = calendar.startOfDay(last) + intoDay
  // A month of 28 days ends before the 31st of the next one does.
  const limit = against === 'year' ? end : calendar.startOfDay(from)
  return { kind: 'instants', fromMs: calendar.startOfDay(start), toMs: Math.min(end, limit) }
}

/** Any stretch against the one of the same length before it, or a year before. */
export function shiftedStretch(
  { fromMs, toMs }: { fromMs: number, toMs: number },
  against: Comparison,
  calendar: Calendar,
): Stretch {
  if (against === 'previous')
    return { kind: 'instants', fromMs: fromMs - (toMs - fromMs), toMs: fromMs }
  const shift = (at: number): number => {
    const day = calendar.dayOf(at)
    return calendar.startOfDay(yearBefore(day)) + at - calendar.startOfDay(day)
  }
  return { kind: 'instants', fromMs: shift(fromMs), toMs: shift(toMs) }
}

function previousStart(window: NamedWindow, from: number, { rules }: Calendar): number {
  switch (window) {
    case '7d': return from - 7
    case '30d': return from - 30
    case 'week': return from - 7
    case 'month': return startOfPeriod(from - 1, 1)
    case 'period': return startOfPeriod(from - 1, rules.periodStart)
    case 'year': return yearBefore(from)
    case 'today':
    case 'yesterday':
    case 'todate': return from - 1
  }
}

function startOfWeek(day: number, weekStart: 'monday' | 'sunday'): number {
  const weekday = dateOf(day).getUTCDay()
  return day - (weekStart === 'sunday' ? weekday : (weekday + 6) % 7)
}

/** The latest day of the month `first` that is not after `day`. */
function startOfPeriod(day: number, first: number): number {
  const date = dateOf(day)
  const month = date.getUTCMonth() - (date.getUTCDate() < first ? 1 : 0)
  return dayNumber(date.getUTCFullYear(), month, first)
}

/** The 29th of February is compared with the 28th. */
function yearBefore(day: number): number {
  const date = dateOf(day)
  const [year, month] = [date.getUTCFullYear() - 1, date.getUTCMonth()]
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return dayNumber(year, month, Math.min(date.getUTCDate(), lastOfMonth))
}

function dateOf(day: number): Date {
  return new Date(day * DAY_MS)
}

function dayNumber(year: number, month: number, date: number): number {
  return Date.UTC(year, month, date) / DAY_MS
}
