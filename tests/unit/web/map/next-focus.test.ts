import { expect, it } from 'vitest'
import { nextFocus } from '../../../../web/map/next-focus.ts'

const area = (code: string, overdue: number) => ({ code, name: code, open: 9, overdue, rate: null })
const areas = [area('calm', 0), area('some', 2), area('most', 7)]

it('begins with the region that has most overdue and goes round', () => {
  expect(nextFocus(areas, null)).toBe('most')
  expect(nextFocus(areas, 'most')).toBe('some')
  expect(nextFocus(areas, 'some')).toBe('most')
})

it('begins anew when the last region has nothing overdue any more', () => {
  expect(nextFocus(areas, 'calm')).toBe('most')
})

it('does not walk where nothing is overdue', () => {
  expect(nextFocus([area('calm', 0)], 'calm')).toBeNull()
  expect(nextFocus([], null)).toBeNull()
})
