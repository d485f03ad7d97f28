import { expect, it } from 'vitest'
import { createClockReader } from '../../../../web/format/clock.ts'
import { dayAfter, lastDays } from '../../../../web/format/last-days.ts'
import { zh } from '../../../../web/i18n/zh.ts'
import { minuteText, rejectionRows } from '../../../../web/panels/quality-rows.ts'
import { buildQuality } from '../../../fixtures/frames/build-quality.ts'

const freshness = { name: 'grid', state: 'live', lastHeardAt: null, since: null, watermark: null } as const

it('lists why lines were rejected, most frequent first, and by whom', () => {
  const body = buildQuality([
    { freshness, counts: { rejectedBy: { bad_time: 1, unknown_region: 2 } } },
    { freshness: { ...freshness, name: 'hotline' }, counts: { rejectedBy: { unknown_region: 5 } } },
  ], { rejectedBy: { bad_time: 1, unknown_region: 7, of_tomorrow: 3 } })
  expect(rejectionRows(body, zh)).toEqual([
    { code: 'unknown_region', words: '辖区代码不存在', lines: 7, sources: 'grid 2、hotline 5' },
    { code: 'of_tomorrow', words: 'of_tomorrow', lines: 3, sources: '' },
    { code: 'bad_time', words: '时间无效', lines: 1, sources: 'grid 1' },
  ])
})

it('writes a time of today short and another with its date', () => {
  const now = '2026-11-21T14:32:05+08:00'
  expect(minuteText('2026-11-21T09:05:59+08:00', now)).toBe('09:05')
  expect(minuteText('2026-11-20T09:05:59+08:00', now)).toBe('2026-11-20 09:05')
  expect([minuteText(null, now), minuteText(undefined, now)]).toEqual(['—', '—'])
})

it('writes a moment of another day with it, in the city\'s zone', () => {
  const { moment } = createClockReader('Asia/Shanghai', 'zh-CN')
  const now = Date.parse('2026-11-21T16:30:00Z')
  expect(moment(Date.parse('2026-11-21T16:05:09Z'), now)).toBe('00:05')
  expect(moment(Date.parse('2026-11-21T15:59:59Z'), now)).toBe('11-21 23:59')
})

it('counts days back from the server\'s today', () => {
  expect(lastDays('2026-03-02T00:00:00+08:00', 7)).toBe('from=2026-02-24&to=2026-03-03')
  expect(dayAfter('2026-01-01T00:00:00+08:00', -1)).toBe('2025-12-31')
})
