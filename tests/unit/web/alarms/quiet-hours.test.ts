import { describe, expect, it } from 'vitest'
import { createQuietHours } from '../../../../web/alarms/quiet-hours.ts'

const night = [{ from: '22:00', to: '07:00' }]
const noon = [{ from: '12:00', to: '13:30' }]

describe('quiet hours', () => {
  const quiet = createQuietHours('Asia/Shanghai')
  const at = (time: string) => Date.parse(`2026-11-21T${time}+08:00`)

  it.each([
    ['21:59:59', false],
    ['22:00:00', true],
    ['23:59:59', true],
    ['00:00:00', true],
    ['06:59:59', true],
    ['07:00:00', false],
    ['14:00:00', false],
  ])('go over midnight: at %s %s', (time, expected) => {
    expect(quiet(night, at(time))).toBe(expected)
  })

  it.each([['11:59:59', false], ['12:00:00', true], ['13:29:59', true], ['13:30:00', false]])(
    'may lie within a day: at %s %s',
    (time, expected) => expect(quiet(noon, at(time))).toBe(expected),
  )

  it('are of the city, not of the browser', () => {
    const here = Date.parse('2026-11-21T23:00:00+08:00')
    expect(createQuietHours('Asia/Shanghai')(night, here)).toBe(true)
    expect(createQuietHours('America/New_York')(night, here)).toBe(false)
  })

  it('follow the clock of the city where it is set back', () => {
    // 2011-11-06: 01:30 comes twice in New York; both are in the night.
    const boston = createQuietHours('America/New_York')
    const hours = [{ from: '01:00', to: '02:00' }]
    expect(boston(hours, Date.parse('2011-11-06T01:30:00-04:00'))).toBe(true)
    expect(boston(hours, Date.parse('2011-11-06T01:30:00-05:00'))).toBe(true)
    expect(boston(hours, Date.parse('2011-11-06T02:30:00-05:00'))).toBe(false)
  })

  it('are none where there are none', () => {
    expect(quiet([], at('03:00:00'))).toBe(false)
    expect(quiet([...noon, ...night], at('12:30:00'))).toBe(true)
  })
})
