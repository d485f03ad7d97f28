import { expect, it } from 'vitest'
import { rateClasses } from '../../../../web/map/rate-classes.ts'

it('chooses the finest round limits that hold the highest rate', () => {
  expect(rateClasses([0.01, 0.107, null]).limits).toEqual([0, 0.025, 0.05, 0.075, 0.1])
  expect(rateClasses([0.004]).limits).toEqual([0, 0.005, 0.01, 0.015, 0.02])
})

it('does not let one outlier leave every other region in the darkest classes', () => {
  const { limits, classOf } = rateClasses([0, 0.012, 0.015, 0.016, 0.017, 0.024, 0.2])
  expect(limits).toEqual([0, 0.005, 0.01, 0.015, 0.02])
  expect([0.012, 0.017, 0.2].map(classOf)).toEqual([2, 3, 4])
})

it('puts a rate on a limit into the class that begins there', () => {
  const { classOf } = rateClasses([0.2])
  expect([0, 0.039, 0.04, 0.199].map(classOf)).toEqual([0, 0, 1, 4])
})

it('keeps everything above the last limit in the last class', () => {
  expect(rateClasses([1]).classOf(1)).toBe(4)
})

it('has no class where nothing is open, and limits even without any rate', () => {
  const { classOf, limits } = rateClasses([null, null])
  expect(classOf(null)).toBeNull()
  expect(limits).toHaveLength(5)
})
