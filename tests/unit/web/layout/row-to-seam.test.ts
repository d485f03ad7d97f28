import { expect, it } from 'vitest'
import { rowToSeam } from '../../../../web/layout/row-to-seam.ts'

const LIST = { height: 500, seam: 240, least: 60 }

it('makes rows so high that one ends on the seam', () => {
  expect(rowToSeam(LIST, 60, 8)).toBe(60)
  expect(rowToSeam(LIST, 70, 6)).toBe(80)
})

it('makes them lower where higher ones had no room for all, but never too low', () => {
  expect(rowToSeam(LIST, 65, 8)).toBe(60)
  expect(rowToSeam({ ...LIST, seam: 230 }, 65, 8)).toBeNull()
})

it('has no height for rows that are higher than what is above the seam', () => {
  expect(rowToSeam({ ...LIST, seam: 50 }, 60, 3)).toBeNull()
})
