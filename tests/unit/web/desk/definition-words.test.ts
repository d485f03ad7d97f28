import type { MetricDefinition } from '../../../../contract/metric-definition.ts'
import { expect, it } from 'vitest'
import { COUNTINGS, MEASURES, METRIC_CLOCKS } from '../../../../contract/measures.ts'
import { definitionWords } from '../../../../web/desk/definition-words.ts'
import { en } from '../../../../web/desk/words/en.ts'
import { zh } from '../../../../web/desk/words/zh.ts'
import { plainMetrics } from '../../../helpers/plain-metrics.ts'

const metrics = plainMetrics()
const way = { counting: 'net', aggregation: 'pooled' } as const
function metric(id: string): MetricDefinition {
  return metrics.find(one => one.id === id)!
}
function formula(id: string, language: 'zh' | 'en'): string {
  const words = language === 'zh' ? zh : en
  return definitionWords(metric(id), metrics, way, language, words).formula
}

it.each([
  ['reported', '受理量 = 工单的件数', 'Reported = number of cases: cases'],
  ['on_time', '按期结案率 = 在截止时间前办结 ÷ （有截止时间且已办结 ＋ 已过截止时间仍未结）', 'Closed on time = closed at or before the due time ÷ (closed, with a due time + open and past due)'],
  ['satisfaction', '群众满意率 = （非常满意 ＋ 满意 ＋ 0.9 × 基本满意） ÷ 有效回访', 'Satisfaction = (very satisfied + satisfied + 0.9 × basically satisfied) ÷ valid reviews'],
  ['score', '综合成绩 = 100 × （0.1 × 响应率 ＋ 0.5 × 解决率 ＋ 0.4 × 群众满意率）', 'Composite score = 100 × (0.1 × Response rate + 0.5 × Solved rate + 0.4 × Satisfaction)'],
  ['hours_p90', '办理时长P90 = 把办结的工单按办理时长由短到长排列，排在 90% 处那一件的时长', 'P90 hours to close = hours of the closed case that stands at 90%, shortest first'],
])('says %s in both languages', (id, chinese, english) => {
  expect([formula(id, 'zh'), formula(id, 'en')]).toEqual([chinese, english])
})

it('says which cases, which way, and what the city wants', () => {
  expect(definitionWords(metric('on_time'), metrics, way, 'zh', zh).notes).toEqual([
    '统计截止时间在所示区间内的工单。',
    '已剔除的工单不计（剔除后）。',
    '全辖区合计后相除。',
    '分母不足 30 时只写 n/m，不写百分比。',
    '目标 99%。',
    '预警线 96%。',
  ])
  const mean = { counting: 'all', aggregation: 'mean' } as const
  expect(definitionWords(metric('score'), metrics, mean, 'en', en).notes).toEqual([
    'Of cases whose time of review lies in the interval.',
    'Excluded cases count like others.',
    'The mean of the units\' values, each weighing the same.',
  ])
  expect(definitionWords(metric('overdue'), metrics, way, 'zh', zh).notes[0])
    .toBe('统计此刻的全部工单，与区间无关。')
})

it('names no clock for a score whose parts go by several', () => {
  const mixed: MetricDefinition = {
    ...metric('score'),
    kind: 'score',
    scale: 100,
    parts: [{ metric: 'closure', weight: 0.5 }, { metric: 'satisfaction', weight: 0.5 }],
  }
  expect(definitionWords(mixed, metrics, way, 'zh', zh).notes[0]).toBe('已剔除的工单不计（剔除后）。')
})

it.each([zh, en])('has words for every measure, clock and counting', (words) => {
  for (const found of [
    ...MEASURES.map(measure => words.measures[measure]),
    ...METRIC_CLOCKS.map(clock => words.clocks[clock]),
    ...COUNTINGS.map(counting => words.countings[counting]),
  ]) {
    expect(found.length).toBeGreaterThan(0)
  }
  expect(new Set(Object.values(words.measures)).size).toBe(MEASURES.length)
})
