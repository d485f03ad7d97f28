import { expect, it } from 'vitest'
import { emsOf } from '../../../../web/format/text-width.ts'

it('takes a hanzi for an em and other signs for about half of one', () => {
  expect(emsOf('超期', 'zh')).toBe(2)
  expect(emsOf('20', 'zh')).toBeCloseTo(1.1)
  expect(emsOf('late', 'en')).toBeCloseTo(1.64)
})
