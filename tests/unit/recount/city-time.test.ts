import type { CalendarRules } from '../../../contract/calendar.ts'
import type { NamedWindow } from '../../../contract/windows.ts'
import { describe, expect, it } from 'vitest'
import { PLAIN_CALENDAR } from '../../../city/check-calendar.ts'
import { createCityTime } from '../../../recount/city-time.ts'

const NOON: CalendarRules = {
  ...PLAIN_CALENDAR,
  dayStart: '12:00',
  weekStart: 'sunday',
  periodStart: 19,
}

function spanOf(rules: CalendarRules, zone: string, name: NamedWindow, now: string): string[] {
  const { from, to } = createCityTime(zone, rules).window(name, Date.parse(now))
  return [from, to].map(at => Number.isFinite(at) ? new Date(at).toISOString() : 'beginning')
}

describe('a window', () => {
  it.each<[NamedWindow, string, string]>([
    ['today', '2026-03-12T00:00', '2026-03-13T00:00'],
    ['yesterday', '2026-03-11T00:00', '2026-03-12T00:00'],
    ['7d', '2026-03-06T00:00', '2026-03-13T00:00'],
    ['30d', '2026-02-11T00:00', '2026-03-13T00:00'],
    ['week', '2026-03-09T00:00', '2026-03-13T00:00'],
    ['month', '2026-03-01T00:00', '2026-03-13T00:00'],
    ['period', '2026-03-01T00:00', '2026-03-13T00:00'],
    ['year', '2026-01-01T00:00', '2026-03-13T00:00'],
    ['todate', 'beginning', '2026-03-13T00:00'],
  ])('%s of plain days is [%s, %s)', (name, from, to) => {
    expect(spanOf(PLAIN_CALENDAR, 'UTC', name, '2026-03-12T14:32:05Z').map(text => text.slice(0, 16)))
      .toEqual([from, to].map(text => text.slice(0, 16)))
  })

  it.each<[NamedWindow, string, string]>([
    // 12:30 of the 18th is in the day that is called the 19th: a period begins with it.
    ['today', '2026-03-18T12:00', '2026-03-19T12:00'],
    ['yesterday', '2026-03-17T12:00', '2026-03-18T12:00'],
    ['period', '2026-03-18T12:00', '2026-03-19T12:00'],
    ['week', '2026-03-14T12:00', '2026-03-19T12:00'],
    ['month', '2026-02-28T12:00', '2026-03-19T12:00'],
    ['year', '2025-12-31T12:00', '2026-03-19T12:00'],
  ])('%s of days from noon is [%s, %s)', (name, from, to) => {
    const spans = spanOf(NOON, 'Asia/Shanghai', name, '2026-03-18T12:30:00+08:00')
    expect(spans).toEqual([from, to].map(text => new Date(`${text}:00+08:00`).toISOString()))
  })

  it('of a period that began last month goes back over the end of a short one', () => {
    expect(spanOf(NOON, 'UTC', 'period', '2026-03-05T08:00:00Z')[0]).toBe('2026-02-18T12:00:00.000Z')
  })

  it('of a day on which clocks change has 23 or 25 hours', () => {
    const zone = 'America/New_York'
    expect(spanOf(PLAIN_CALENDAR, zone, 'today', '2012-03-11T12:00:00-04:00'))
      .toEqual(['2012-03-11T05:00:00.000Z', '2012-03-12T04:00:00.000Z'])
    expect(spanOf(PLAIN_CALENDAR, zone, 'today', '2011-11-06T12:00:00-05:00'))
      .toEqual(['2011-11-06T04:00:00.000Z', '2011-11-07T05:00:00.000Z'])
  })
})
