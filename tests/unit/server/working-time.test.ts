import type { CalendarRules } from '../../../contract/calendar.ts'
import { describe, expect, it } from 'vitest'
import { PLAIN_CALENDAR } from '../../../city/check-calendar.ts'
import { createCalendar } from '../../../server/calendar.ts'

const HOUR_MS = 3_600_000

function workingTime(rules: Partial<CalendarRules> = {}): ReturnType<typeof createCalendar>['working'] {
  return createCalendar('Asia/Shanghai', { ...PLAIN_CALENDAR, ...rules }).working
}

function hoursBetween(from: string, to: string, rules?: Partial<CalendarRules>): number {
  const at = (text: string): number => Date.parse(`${text}+08:00`)
  return workingTime(rules).between(at(from), at(to)) / HOUR_MS
}

describe('working time', () => {
  it('passes in office hours only', () => {
    expect(hoursBetween('2026-03-12T08:00', '2026-03-12T10:30')).toBe(1.5)
    expect(hoursBetween('2026-03-12T16:00', '2026-03-13T10:00')).toBe(2)
    expect(hoursBetween('2026-03-12T18:00', '2026-03-13T08:59')).toBe(0)
  })

  it('stands still over the weekend, on holidays and in the lunch break', () => {
    expect(hoursBetween('2026-03-13T16:00', '2026-03-16T10:00')).toBe(2)
    expect(hoursBetween('2026-03-12T16:00', '2026-03-16T10:00', { holidays: ['2026-03-13'] })).toBe(2)
    const workingHours = [{ from: '08:30', to: '12:00' }, { from: '13:30', to: '17:30' }]
    expect(hoursBetween('2026-03-12T00:00', '2026-03-13T00:00', { workingHours })).toBe(7.5)
  })

  it('passes on a Saturday that was made a working day', () => {
    const shiftedWorkingDays = ['2026-03-14']
    expect(hoursBetween('2026-03-13T16:00', '2026-03-16T10:00', { shiftedWorkingDays })).toBe(10)
  })

  it('is nothing backwards', () => {
    expect(hoursBetween('2026-03-13T16:00', '2026-03-12T10:00')).toBe(0)
  })

  it('ends where as much of it has passed', () => {
    const { after, between } = workingTime({ holidays: ['2026-03-16'] })
    const from = Date.parse('2026-03-13T15:00+08:00')
    for (const hours of [0, 0.5, 2, 3, 10, 18, 40]) {
      const to = after(from, hours * HOUR_MS)
      expect(between(from, to) / HOUR_MS, `${hours} hours`).toBe(hours)
    }
    expect(new Date(after(from, 3 * HOUR_MS)).toISOString()).toBe('2026-03-17T02:00:00.000Z')
  })

  it('begins at the same local time on a day when clocks change', () => {
    const { working } = createCalendar('America/New_York', { ...PLAIN_CALENDAR, workingWeekdays: [7] })
    // Clocks went from 02:00 to 03:00 that Sunday.
    const opens = working.after(Date.parse('2026-03-08T00:00-05:00'), 0)
    expect(new Date(opens).toISOString()).toBe('2026-03-08T13:00:00.000Z')
    const [from, to] = [Date.parse('2026-03-08T08:00-04:00'), Date.parse('2026-03-08T10:00-04:00')]
    expect(working.between(from, to) / HOUR_MS).toBe(1)
  })

  it('never ends where nobody works', () => {
    expect(workingTime({ workingWeekdays: [] }).after(0, 1)).toBe(Number.POSITIVE_INFINITY)
  })
})
