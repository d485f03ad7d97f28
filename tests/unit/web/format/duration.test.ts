import { expect, it } from 'vitest'
import { ageText, durationText, hoursFigure } from '../../../../web/format/duration.ts'
import { en } from '../../../../web/i18n/en.ts'
import { zh } from '../../../../web/i18n/zh.ts'

const MINUTE = 60_000

it.each([
  [78 * 60, '3天6时', '3d 6h'],
  [20 * 1440 + 61, '20天', '20d'],
  [192, '3时12分', '3h 12m'],
  [60, '1时', '1h'],
  [1440, '1天', '1d'],
  [12, '12分', '12m'],
  [0, '不足1分', '<1m'],
])('puts %i minutes in its two largest parts', (minutes, chinese, english) => {
  expect(durationText(minutes * MINUTE, zh)).toBe(chinese)
  expect(durationText(minutes * MINUTE, en)).toBe(english)
})

it('says the same of a time to come as of one that has passed', () => {
  expect(durationText(-52 * MINUTE, zh)).toBe('52分')
})

it.each([[400, '刚刚'], [12_900, '12秒前'], [6 * MINUTE, '6分前'], [50 * 60 * MINUTE, '2天前']])(
  'calls an age of %i ms %s',
  (ms, text) => expect(ageText(ms, zh)).toBe(text),
)

it.each([[0.5, '30', '分'], [5.4, '5.4', '时'], [72, '3.0', '天']])(
  'gives a duration of %d hours the unit it is felt in',
  (hours, digits, unit) => expect(hoursFigure(hours, zh)).toEqual({ digits, unit }),
)

it('has no duration where nothing was closed', () => {
  expect(hoursFigure(null, zh).digits).toBe('—')
})
