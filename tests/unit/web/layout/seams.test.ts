import { expect, it } from 'vitest'
import { crosses, seamsOf } from '../../../../web/layout/seams.ts'

const WALL = { bezels: { across: 4, down: 2 }, bezelMm: 3.5, wallWidthMm: 4800 }

it('lie between equal displays', () => {
  expect(seamsOf(WALL, 1920, 1080)).toMatchObject({ x: [480, 960, 1440], y: [540] })
})

it('are as wide as the bezel on the physical wall, and never so narrow that ink touches', () => {
  expect(seamsOf(WALL, 19_200, 10_800).half).toBe(7)
  expect(seamsOf(WALL, 1920, 1080).half).toBe(4)
})

it('are none on a wall of one picture', () => {
  expect(seamsOf({ ...WALL, bezels: null }, 1920, 1080)).toEqual({ x: [], y: [], half: 0 })
})

it('are crossed by what reaches into their strip', () => {
  expect(crosses([480], 4, 400, 475)).toBe(false)
  expect(crosses([480], 4, 400, 477)).toBe(true)
  expect(crosses([480], 4, 485, 600)).toBe(false)
})
