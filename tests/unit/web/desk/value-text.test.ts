import type { BulletinFigures } from '../../../../contract/bulletin.ts'
import { expect, it } from 'vitest'
import { deskLink, readDeskAddress } from '../../../../web/desk/address.ts'
import { bulletinLine } from '../../../../web/desk/bulletin-line.ts'
import { differenceText, shareText, sumText, timeText, valueText } from '../../../../web/desk/value-text.ts'
import { en } from '../../../../web/desk/words/en.ts'
import { zh } from '../../../../web/desk/words/zh.ts'
import { sensitiveCategories } from '../../../../web/regions/sensitive-categories.ts'

it('writes a value in its unit, and no value never as 0', () => {
  expect([
    valueText(0.9996, 'ratio', zh),
    valueText(1234, 'cases', zh),
    valueText(1.005, 'hours', en),
    valueText(88.4, 'points', zh),
    valueText(null, 'ratio', zh),
  ]).toEqual(['99.9%', '1,234 件', '1.01 h', '88.40', '—'])
  expect([sumText(25.7), sumText(3000), sumText(0), sumText(null)])
    .toEqual(['25.7', '3,000', '0', '—'])
})

it('writes a share of few as n/m, and one of none as nothing', () => {
  expect(shareText({ numerator: 25.7, denominator: 28, value: 0.91 }, 30, zh)).toBe('25.7/28')
  expect(shareText({ numerator: 27, denominator: 30, value: 0.9 }, 30, zh)).toBe('90.0%')
  expect(shareText({ numerator: 0, denominator: 0, value: null }, 30, zh)).toBe('—')
})

it('writes differences with their sign, of shares in points', () => {
  expect([
    differenceText(0.951, 0.943, 'ratio', zh),
    differenceText(0.943, 0.951, 'ratio', en),
    differenceText(12, 1012, 'cases', zh),
    differenceText(80, 80.001, 'points', zh),
    differenceText(null, 1, 'points', zh),
  ]).toEqual(['+0.80个百分点', '−0.80 pt', '−1,000', '0', '—'])
  expect([timeText('2026-03-12T14:32:05+08:00'), timeText(null)]).toEqual(['2026-03-12 14:32', '—'])
})

const figures: BulletinFigures & { change: number | null } = {
  reported: 1200,
  closed: 900,
  validReviews: 12,
  contacted: 11,
  solved: 10,
  satisfied: 6,
  basicallySatisfied: 2,
  rates: [{ numerator: 11, denominator: 12, value: 11 / 12 }],
  score: 87.654,
  few: true,
  change: -0.3,
}
const column = { metric: 'response', definition: 'response@1', label: { zh: '', en: '' }, smallestN: 30 }

it('writes a line of the official table, marking what is of few', () => {
  expect(bulletinLine(figures, [column], zh)).toEqual({
    counts: ['1,200', '900', '12', '11', '10', '6', '2'],
    rateTexts: [{ metric: 'response', text: '11/12' }],
    scoreText: '87.65*',
    changeText: '−0.30',
  })
  const none = { numerator: 0, denominator: 0, value: null }
  const empty = { ...figures, rates: [none], score: null, few: false, change: null }
  expect(bulletinLine(empty, [column], zh))
    .toMatchObject({ rateTexts: [{ text: '暂无回访' }], scoreText: '—', changeText: '—' })
})

it('reads what is asked from the address and keeps the reader\'s own parameters apart', () => {
  const address = readDeskAddress({
    pathname: '/gridwall/bulletin',
    search: '?scope=370502&window=today&token=abc&visit=1&lang=en&cursor=x&limit=9&format=csv',
  })
  expect(address).toEqual({
    page: 'bulletin',
    token: 'abc',
    visit: true,
    lang: 'en',
    query: { scope: '370502', window: 'today' },
  })
  expect(deskLink('proof', { metric: 'closure', from: undefined }, address))
    .toBe('proof?metric=closure&lang=en&visit=1&token=abc')
  expect(readDeskAddress({ pathname: '/proof', search: '' }))
    .toEqual({ page: 'proof', token: null, visit: false, lang: null, query: {} })
})

it('takes what lies below a sensitive category for sensitive', () => {
  const categories = [
    { code: 'a', name: 'A', parent: null, sensitive: true },
    { code: 'a.b', name: 'B', parent: 'a' },
    { code: 'a.b.c', name: 'C', parent: 'a.b' },
    { code: 'd', name: 'D', parent: null },
  ]
  expect([...sensitiveCategories({ categories })]).toEqual(['a', 'a.b', 'a.b.c'])
})
