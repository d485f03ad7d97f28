import type { CalendarRules } from '../../../contract/calendar.ts'
import type { Comparison, NamedWindow } from '../../../contract/windows.ts'
import { describe, expect, it } from 'vitest'
import { PLAIN_CALENDAR } from '../../../city/check-calendar.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { formatStretch } from '../../../server/metrics/format-range.ts'
import { comparedStretch, shiftedStretch, windowDays } from '../../../server/metrics/windows.ts'

const NOW = '2026-03-19T14:32:05+08:00'

function calendarWith(rules: Partial<CalendarRules> = {}): ReturnType<typeof createCalendar> {
  return createCalendar('Asia/Shanghai', { ...PLAIN_CALENDAR, ...rules })
}

/** `from to` of a window without its zone and seconds. */
function text({ from, to }: { from: string | null, to: string }): string {
  const short = (at: string | null): string => at?.slice(0, 16).replace('T00:00', '') ?? 'beginning'
  return `${short(from)} ${short(to)}`
}

function windowAt(name: NamedWindow, rules?: Partial<CalendarRules>, now = NOW): string {
  const calendar = calendarWith(rules)
  const range = windowDays(name, Date.parse(now), calendar)
  return text(formatStretch({ kind: 'days', range }, calendar))
}

function comparedAt(
  name: NamedWindow,
  against: Comparison,
  now = NOW,
  rules?: Partial<CalendarRules>,
): string | null {
  const calendar = calendarWith(rules)
  const stretch = comparedStretch(name, against, Date.parse(now), calendar)
  return stretch === null ? null : text(formatStretch(stretch, calendar))
}

describe('a named window', () => {
  it.each<[NamedWindow, string]>([
    ['today', '2026-03-19 2026-03-20'],
    ['yesterday', '2026-03-18 2026-03-19'],
    ['7d', '2026-03-13 2026-03-20'],
    ['30d', '2026-02-18 2026-03-20'],
    ['week', '2026-03-16 2026-03-20'],
    ['month', '2026-03-01 2026-03-20'],
    ['year', '2026-01-01 2026-03-20'],
    ['todate', 'beginning 2026-03-20'],
  ])('%s is %s', (name, days) => {
    expect(windowAt(name)).toBe(days)
  })

  it('of the period begins on the day that the city says', () => {
    expect(windowAt('period')).toBe('2026-03-01 2026-03-20')
    expect(windowAt('period', { periodStart: 19 })).toBe('2026-03-19 2026-03-20')
    expect(windowAt('period', { periodStart: 20 })).toBe('2026-02-20 2026-03-20')
    expect(windowAt('period', { periodStart: 20 }, '2026-01-05T08:00:00+08:00')).toBe('2025-12-20 2026-01-06')
  })

  it('of the week may begin on Sunday', () => {
    expect(windowAt('week', { weekStart: 'sunday' })).toBe('2026-03-15 2026-03-20')
    expect(windowAt('week', {}, '2026-03-22T08:00:00+08:00')).toBe('2026-03-16 2026-03-23')
  })

  it('goes by days that begin at noon where the city says so', () => {
    const rules = { dayStart: '12:00', periodStart: 19 }
    expect(windowAt('today', rules)).toBe('2026-03-19T12:00 2026-03-20T12:00')
    expect(windowAt('today', rules, '2026-03-19T11:59:59+08:00')).toBe('2026-03-18T12:00 2026-03-19T12:00')
    // The 19th of March is the day from the noon of the 18th.
    expect(windowAt('period', rules)).toBe('2026-03-18T12:00 2026-03-20T12:00')
    expect(windowAt('period', rules, '2026-03-18T11:00:00+08:00')).toBe('2026-02-18T12:00 2026-03-18T12:00')
  })
})

describe('a comparison is cut at the same point', () => {
  it.each<[NamedWindow, Comparison, string]>([
    ['today', 'previous', '2026-03-18 2026-03-18T14:32'],
    ['today', 'year', '2025-03-19 2025-03-19T14:32'],
    ['yesterday', 'previous', '2026-03-17 2026-03-18'],
    ['7d', 'previous', '2026-03-06 2026-03-12T14:32'],
    ['week', 'previous', '2026-03-09 2026-03-12T14:32'],
    ['month', 'previous', '2026-02-01 2026-02-19T14:32'],
    ['month', 'year', '2025-03-01 2025-03-19T14:32'],
    ['year', 'previous', '2025-01-01 2025-03-19T14:32'],
  ])('of %s with %s: %s', (name, against, days) => {
    expect(comparedAt(name, against)).toBe(days)
  })

  it('but never beyond the end of a shorter month', () => {
    expect(comparedAt('month', 'previous', '2026-03-31T14:32:05+08:00')).toBe('2026-02-01 2026-03-01')
  })

  it('and the 29th of February is compared with the 28th', () => {
    expect(comparedAt('today', 'year', '2028-02-29T14:32:05+08:00')).toBe('2027-02-28 2027-02-28T14:32')
  })

  it('except to date, before which there is nothing', () => {
    expect(comparedAt('todate', 'previous')).toBeNull()
  })

  it('of any other stretch is as long as it', () => {
    const calendar = calendarWith()
    const [fromMs, toMs] = [Date.parse('2026-03-10T06:00+08:00'), Date.parse('2026-03-12T18:00+08:00')]
    const of = (against: Comparison): string =>
      text(formatStretch(shiftedStretch({ fromMs, toMs }, against, calendar), calendar))
    expect(of('previous')).toBe('2026-03-07T18:00 2026-03-10T06:00')
    expect(of('year')).toBe('2025-03-10T06:00 2025-03-12T18:00')
  })
})
