import type { Alarm } from '../../../../contract/alarms.ts'
import type { ProfileBody } from '../../../../contract/profile.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAlarmTexts, valueOf } from '../../../../web/alarms/describe-alarm.ts'
import { pickAlarmWords } from '../../../../web/alarms/words/pick-words.ts'
import { pickMessages } from '../../../../web/i18n/pick-messages.ts'
import { buildAlarm } from '../../../fixtures/frames/build-alarm.ts'
import { loadFixtureCity } from '../../../fixtures/frames/profiles.ts'

let dongying: ProfileBody
let boston: ProfileBody
beforeAll(async () => {
  dongying = (await loadFixtureCity('dongying')).profile
  boston = (await loadFixtureCity('boston')).profile
})

function text(
  profile: ProfileBody,
  alarm: Partial<Alarm>,
  visit = false,
  language = profile.locale,
): string {
  const t = pickMessages(language)
  const words = pickAlarmWords(t)
  const { heading, place, what, against } = createAlarmTexts({ profile, t, words, visit })(buildAlarm('a', alarm))
  return [heading, place, what, against].join(' | ')
}

describe('an alarm in Chinese', () => {
  it.each<[string, Partial<Alarm>]>([
    ['超期积压 | 东营区 | 超期 1,234 件 | 限值 15', { value: 1234 }],
    ['超期一周未结 | 文汇街道 | 超期逾 7天 6 件 | 限值 5', { rule: 'overdue-week', scope: '370502001', value: 6, limit: 5 }],
    ['督办超期 | 东营区 | 三级督办超期 4 件 | 限值 3', { rule: 'urged-overdue', kind: 'overdue_level', value: 4, limit: 3 }],
    ['集中临期 | 东营区 | 1时内到期 20 件 | 限值 15', { rule: 'due-soon', kind: 'due_soon', value: 20 }],
    ['诉求突增 | 东营区 | 市容环境 1时内 34 件 | 平时 10 件', { rule: 'surge', kind: 'surge', subject: 'city-order', value: 34, limit: 25, usual: 9.5 }],
    ['按期结案率不达标 | 东营区 | 按期结案率 94.2% | 应达 96%', { rule: 'on-time', kind: 'rate_under', subject: 'on_time@1', value: 0.9421, limit: 0.96 }],
    ['来源迟报 | 系统 | 来源 12345 迟报 | 已 18分未联系', { rule: 'source-late', kind: 'source_late', scope: '370500', subject: '12345', value: 18, limit: null }],
    ['来源迟报 | 系统 | 来源 12345 迟报 | 从未接入', { rule: 'source-late', kind: 'source_late', scope: '370500', subject: '12345', value: null, limit: null }],
    ['核对差异 | 系统 | 核对差异 3 处 | ', { rule: 'audit', kind: 'audit_difference', scope: '370500', value: 3, limit: null }],
  ])('says %s', (expected, alarm) => {
    expect(text(dongying, alarm)).toBe(expected)
  })

  it('names what its rule was called, where the rule is gone', () => {
    expect(text(dongying, { rule: 'old-rule' })).toBe('old-rule | 东营区 | 超期 18 件 | 限值 15')
  })

  it('is complete in English too', () => {
    const alarm = { rule: 'surge', kind: 'surge' as const, scope: 'boston', subject: 'public-works-department', value: 80, usual: 20 }
    expect(text(boston, alarm)).toMatch(/^Surge \| Boston \| Public Works Department: 80 in 3h \| usually 20$/)
  })
})

it('speaks the wall\'s language, whatever the profile\'s is; places keep their names', () => {
  const surge = { rule: 'surge', kind: 'surge' as const, value: 34, usual: 9.5 }
  expect(text(dongying, { ...surge, subject: 'city-order' }, false, 'en'))
    .toBe('Surge | 东营区 | City order: 34 in 1h | usually 10')
  const rate = { kind: 'rate_under' as const, subject: 'on_time@1', value: 0.9421, limit: 0.96 }
  expect(text(dongying, { rule: 'on-time', ...rate }, false, 'en'))
    .toBe('Closed on time below target | 东营区 | Closed on time 94.2% | should be 96%')
  expect(text(boston, { ...surge, scope: 'boston', subject: 'public-works-department' }, false, 'zh-CN'))
    .toBe('诉求突增 | Boston | 公共工程 3时内 34 件 | 平时 10 件')
})

it('does not name a sensitive category to visitors', () => {
  const alarm = { rule: 'surge', kind: 'surge' as const, subject: 'disputes.petition', value: 9, usual: 2 }
  expect(text(dongying, alarm, true)).toContain('内容不公开 1时内 9 件')
  expect(text(dongying, alarm, true)).not.toContain('信访')
  expect(text(dongying, alarm, false)).toContain('信访维稳')
})

it('writes a number alone in its unit, and no number where there is none', () => {
  const t = pickMessages('zh-CN')
  expect(valueOf({ kind: 'rate_under' }, 0.942, t)).toBe('94.2%')
  expect(valueOf({ kind: 'source_late' }, 75, t)).toBe('1时15分')
  expect(valueOf({ kind: 'overdue' }, 1234, t)).toBe('1,234')
  expect(valueOf({ kind: 'overdue' }, null, t)).toBe('—')
})
