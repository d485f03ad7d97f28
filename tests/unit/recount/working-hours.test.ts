import { describe, expect, it } from 'vitest'
import { PLAIN_CALENDAR } from '../../../city/check-calendar.ts'
import { createWorkingHours } from '../../../recount/working-hours.ts'

const HOUR_MS = 3_600_000
const RULES = {
  ...PLAIN_CALENDAR,
  workingHours: [{ from: '08:30', to: '12:00' }, { from: '13:30', to: '17:30' }],
  holidays: ['2026-03-09'],
  shiftedWorkingDays: ['2026-03-07'],
}
const { between, after } = createWorkingHours('Asia/Shanghai', RULES)

function at(text: string): number {
  return Date.parse(`${text}:00+08:00`)
}

describe('working hours', () => {
  it.each([
    ['a morning', '2026-03-12T08:00', '2026-03-12T12:30', 3.5],
    ['over lunch', '2026-03-12T11:00', '2026-03-12T14:00', 1.5],
    ['over a night', '2026-03-11T17:00', '2026-03-12T09:00', 1],
    // Friday evening to Tuesday morning: Saturday is worked, Monday is a holiday.
    ['a shifted weekend', '2026-03-06T17:30', '2026-03-10T08:30', 7.5],
    ['backwards', '2026-03-12T12:00', '2026-03-12T09:00', 0],
  ])('of %s', (_name, from, to, hours) => {
    expect(between(at(from), at(to))).toBe(hours * HOUR_MS)
  })

  it.each([
    ['within a morning', '2026-03-12T09:00', 2, '2026-03-12T11:00'],
    ['to the last minute', '2026-03-12T09:00', 3, '2026-03-12T12:00'],
    ['over lunch', '2026-03-12T11:00', 2, '2026-03-12T14:30'],
    ['from the night', '2026-03-12T03:00', 1, '2026-03-12T09:30'],
    ['over a holiday', '2026-03-08T12:00', 1, '2026-03-10T09:30'],
  ])('pass %s', (_name, from, hours, to) => {
    expect(after(at(from), hours * HOUR_MS)).toBe(at(to))
  })

  it('never pass where nobody works', () => {
    const idle = createWorkingHours('UTC', { ...PLAIN_CALENDAR, workingWeekdays: [] })
    expect(idle.after(at('2026-03-12T09:00'), 1)).toBeNull()
  })

  it('are local times on the day the clocks change', () => {
    const sunday = { ...PLAIN_CALENDAR, workingWeekdays: [7] }
    const boston = createWorkingHours('America/New_York', sunday)
    const from = Date.parse('2012-03-11T00:00:00-05:00')
    expect(boston.after(from, HOUR_MS)).toBe(Date.parse('2012-03-11T10:00:00-04:00'))
  })
})
