import { expect, it } from 'vitest'
import { cardHeight, cardName } from '../../../../web/map/card-name.ts'

const brief = { width: 252, height: 38, gap: 10, full: false, max: 12 }
const full = { width: 252, height: 72, gap: 14, full: true, max: 17 }
/** About as wide as the faces are: 10 of 22 for a letter, 22 for a hanzi. */
function widthOf(text: string, face: 'digits' | 'han', size: number) {
  return text.length * size * (face === 'digits' ? 0.45 : 1)
}
function height(name: string, late: string | null, size = brief) {
  return cardHeight(name, late, size, widthOf)
}

it('gives a name a second line where the number of late cases takes its room', () => {
  expect(height('Greater Mattapan', null)).toBe(38)
  expect(height('Greater Mattapan', '8')).toBe(38)
  expect(height('Greater Mattapan', '103')).toBe(60)
  expect(height('Roxbury', '1,103')).toBe(38)
  expect(height('Greater Mattapan', '103', { ...brief, width: 300 })).toBe(38)
})

it('measures a name of hanzi in their face', () => {
  expect(height('东营经济开发', '12')).toBe(38)
  expect(height('东营经济技术开发区', '12')).toBe(60)
})

it('does the same on cards of two lines, where the name has the whole width', () => {
  expect(height('Greater Mattapan', '1,103', full)).toBe(72)
  expect(height('东营经济技术开发区管委会', '1', full)).toBe(94)
})

it('writes as many of a region\'s names as a card has room for', () => {
  expect(cardName('Allston / Brighton', true)).toEqual({ text: 'Allston / Brighton', latin: true })
  expect(cardName('Allston / Brighton', false)).toEqual({ text: 'Allston', latin: true })
  expect(cardName('东营区', true)).toEqual({ text: '东营区', latin: false })
})
