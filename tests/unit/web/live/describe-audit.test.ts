import { expect, it } from 'vitest'
import { en } from '../../../../web/i18n/en.ts'
import { zh } from '../../../../web/i18n/zh.ts'
import { describeAudit } from '../../../../web/live/describe-audit.ts'
import { plainMetrics } from '../../../helpers/plain-metrics.ts'

const now = Date.parse('2026-11-21T14:36:00+08:00')
const metrics = plainMetrics()
const checked = {
  checkedAt: '2026-11-21T14:30:12+08:00',
  progress: 40,
  differences: 0,
  concerns: [],
  repaired: true,
}
const closure = metrics.find(({ id }) => id === 'closure')!

it('says nothing while nothing is known', () => {
  expect(describeAudit(null, metrics, now, zh)).toBeNull()
})

it('says how far the first round is', () => {
  expect(describeAudit({ ...checked, checkedAt: null }, metrics, now, zh))
    .toEqual({ text: '核对中 40%', tone: 'plain', shape: 'ring' })
})

it('says when everything was checked, and that nothing was wrong', () => {
  expect(describeAudit(checked, metrics, now, zh))
    .toEqual({ text: '已核对 14:30 · 0 差异', tone: 'plain', shape: 'dot' })
  expect(describeAudit(checked, metrics, now, en)?.text).toBe('Checked 14:30 · 0 differences')
})

it('says the day where the time alone would be taken for today\'s', () => {
  const old = { ...checked, checkedAt: '2026-11-19T08:05:00+08:00' }
  expect(describeAudit(old, metrics, now, zh)?.text).toBe('已核对 11-19 08:05 · 0 差异')
})

it('names the metric that was wrong before anything else, and what became of it', () => {
  const wrong = { ...checked, differences: 3, concerns: ['closure@1', 'closed@1'] }
  expect(describeAudit(wrong, metrics, now, zh)).toEqual({
    text: `${closure.label.zh}等 差异 3 处 · 已修正`,
    tone: 'alarm',
    shape: 'diamond',
  })
  expect(describeAudit({ ...wrong, concerns: ['closure@1'], repaired: false }, metrics, now, en)?.text)
    .toBe(`${closure.label.en}: 3 wrong · rebuild needed`)
})

it('names the panel where no metric is concerned', () => {
  const wrong = { ...checked, checkedAt: null, differences: 1, concerns: ['channels'] }
  expect(describeAudit(wrong, metrics, now, zh)?.text).toBe('来源渠道 差异 1 处 · 已修正')
})
