import { describe, expect, it } from 'vitest'
import { countText, limitText, percentDigits, toCount, toRate } from '../../../../web/format/figure.ts'
import { en } from '../../../../web/i18n/en.ts'
import { zh } from '../../../../web/i18n/zh.ts'

function rate(numerator: number, denominator: number) {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator }
}

describe('a count', () => {
  it('is grouped by thousands', () => {
    expect(toCount(4_182_113, zh, '件')).toEqual({ digits: '4,182,113', unit: '件' })
  })

  it('of a hundred million is shortened, in the wall\'s own units', () => {
    expect(toCount(1e8, zh, '件')).toEqual({ digits: '1.0', unit: '亿件' })
    expect(toCount(23_456_789, zh, '件')).toEqual({ digits: '2,345.7', unit: '万件' })
    expect(countText(1e8, en)).toBe('100.0 m')
  })

  it('that is not known is a dash, never a zero', () => {
    expect(toCount(null, zh, '件')).toEqual({ digits: '—', unit: '' })
    expect(countText(0, zh)).toBe('0')
  })
})

describe('a rate', () => {
  it('has one decimal', () => {
    expect(toRate(rate(987, 1000))).toEqual({ digits: '98.7', unit: '%' })
  })

  it('of few cases is shown as a fraction, because a percentage would claim more', () => {
    expect(toRate(rate(28, 29))).toEqual({ digits: '28/29', unit: '' })
    expect(toRate({ numerator: 25.7, denominator: 28, value: 25.7 / 28 }).digits).toBe('25.7/28')
  })

  it('of no cases is a dash', () => {
    expect(toRate(rate(0, 0)).digits).toBe('—')
  })

  it.each([[0.99995, '99.9'], [1, '100'], [0.0004, '0.1'], [0, '0'], [0.5, '50.0']])(
    'of %d reads %s: all and nothing only when it is exactly that',
    (ratio, digits) => expect(percentDigits(ratio)).toBe(digits),
  )
})

it('shows a limit with the digits that it was given', () => {
  expect([0.99, 0.025, 0.07].map(limitText)).toEqual(['99', '2.5', '7'])
})
