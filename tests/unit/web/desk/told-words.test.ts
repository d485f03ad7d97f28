import type { ProofBody, ProofCase, ProofTold } from '../../../../contract/proof.ts'
import { expect, it } from 'vitest'
import { TOLD_FACETS } from '../../../../contract/proof.ts'
import { countedWords } from '../../../../web/desk/counted-words.ts'
import { meaningWords, rankWords, titleWords } from '../../../../web/desk/meaning-words.ts'
import { en } from '../../../../web/desk/words/en.ts'
import { zh } from '../../../../web/desk/words/zh.ts'
import { pickMessages } from '../../../../web/i18n/pick-messages.ts'
import { plainMetrics } from '../../../helpers/plain-metrics.ts'

const metrics = plainMetrics()
const definition = metrics.find(({ id }) => id === 'reported')!
const quantile = metrics.find(({ id }) => id === 'hours_p90')!
const rank = { rank: 3, cases: 4, exactHours: 1.25, caseId: 'c-3' }
const inChinese = { words: zh, t: pickMessages('zh-CN') }
const inEnglish = { words: en, t: pickMessages('en') }

function proofOf(told: ProofTold | null): Pick<ProofBody, 'definition' | 'counting' | 'aggregation' | 'told' | 'rank'> {
  return { definition, counting: 'all', aggregation: 'pooled', told, rank }
}
const stay = proofOf({ by: 'stay', medianHours: 1.25, events: null })
const minute = proofOf({ by: 'minute', medianHours: null, events: 3 })

it('calls a number that the ledger tells what the wall calls it, a metric by its own name', () => {
  expect([titleWords(stay, 'zh', zh), titleWords(stay, 'en', en)])
    .toEqual(['停留中位', 'Median stay'])
  expect(titleWords(proofOf(null), 'zh', zh)).toBe(definition.label.zh)
})

it('says what each of them means, in both languages', () => {
  for (const by of TOLD_FACETS) {
    const told = proofOf({ by, medianHours: null, events: null })
    for (const [language, words] of [['zh', zh], ['en', en]] as const) {
      const { formula, notes } = meaningWords(told, metrics, language, words)
      expect(formula).toBe(`${words.told.titles[by]} = ${words.told.meanings[by]}`)
      expect(notes).toEqual([words.told.counting])
    }
  }
  expect(meaningWords(proofOf(null), metrics, 'zh', zh).formula).toContain('件数')
})

it('speaks of buckets only where the number is read from some', () => {
  expect(rankWords(stay, zh)).toContain('第 3 件正好 1:15:00（c-3）')
  expect(rankWords(stay, zh)).toContain('不分档')
  expect(rankWords({ ...proofOf(null), definition: quantile }, zh)).toContain('2%')
  expect(rankWords({ ...minute, rank: null }, en)).toBe('')
})

it('says of each case from when to when, and how long', () => {
  const one = {
    told: {
      from: '2026-03-12T09:00:05+08:00',
      to: '2026-03-12T10:15:05+08:00',
      milliseconds: 4_500_000,
      count: 0,
      events: [],
    },
  } as unknown as ProofCase
  const { heads, of } = countedWords(stay, inChinese)
  const later = { told: { ...one.told!, to: '2026-03-13T00:00:05+08:00' } } as ProofCase
  expect(of(later).as).toBe('2026-03-12 09:00:05 – 2026-03-13 00:00:05')
  expect(heads).toEqual({ as: '起止', much: '用时（时:分:秒）' })
  expect(of(one)).toEqual({ as: '2026-03-12 09:00:05 – 10:15:05', much: '1:15:00' })
})

it('says of each case which of its events the minute counts', () => {
  const at = '2026-03-12T14:32:01.250+08:00'
  const one = { told: { from: at, to: at, milliseconds: 0, count: 1, events: [{ seq: 71, type: 'closed', at }] } } as unknown as ProofCase
  const { heads, of } = countedWords(minute, inEnglish)
  expect(heads.much).toBe('Events')
  expect(of(one)).toEqual({ as: `14:32:01 ${inEnglish.t.eventTypes.closed} (71)`, much: '1' })
})

it('says of other numbers by which terms a case counts', () => {
  const one = { weight: 0.9, terms: [{ measure: 'basically_satisfied', weight: 0.9, amount: 1 }] } as unknown as ProofCase
  expect(countedWords(proofOf(null), inChinese).of(one)).toEqual({ as: '基本满意', much: '0.9' })
  expect(countedWords({ definition: quantile, told: null }, inChinese).heads.much).toBe('用时（时:分:秒）')
})
