import { expect, it } from 'vitest'
import { createClockReader, dayOf, timeOf } from '../../../../web/format/clock.ts'

const moment = Date.parse('2026-11-21T16:00:05Z')

it('reads the clock of the city, not of the screen', () => {
  expect(createClockReader('Asia/Shanghai', 'zh-CN').time(moment)).toBe('00:00:05')
  expect(createClockReader('America/New_York', 'en').time(moment)).toBe('11:00:05')
})

it('is on the next day after the city\'s own midnight', () => {
  const clock = createClockReader('Asia/Shanghai', 'zh-CN')
  expect(clock.day(moment)).toBe('11月22日 周日')
  expect(clock.day(moment - 6000)).toBe('11月21日 周六')
})

it('takes time and day of a frame as they are written, in the city\'s zone', () => {
  expect(timeOf('2011-08-28T23:59:58-04:00')).toBe('23:59:58')
  expect(dayOf('2011-08-28T23:59:58-04:00')).toBe('2011-08-28')
})
