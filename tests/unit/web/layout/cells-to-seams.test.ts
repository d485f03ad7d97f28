import { expect, it } from 'vitest'
import { cellsToSeams } from '../../../../web/layout/cells-to-seams.ts'

it('ends a cell on every seam, and is as even as it can be between', () => {
  // Of four displays of 480 beside an overdue block that ends at the first seam.
  expect(cellsToSeams({ width: 1424, seams: [8, 488, 968], count: 5, least: 240 }))
    .toEqual([244, 244, 240, 240, 456])
  expect(cellsToSeams({ width: 1500, seams: [540], count: 5, least: 240 }))
    .toEqual([270, 270, 320, 320, 320])
})

it('leaves out a seam for which there is no room, and all where no cell may end on one', () => {
  expect(cellsToSeams({ width: 1000, seams: [300, 650], count: 3, least: 320 }))
    .toEqual([325, 325, 350])
  expect(cellsToSeams({ width: 1424, seams: [8, 488, 968], count: 5, least: 256 })).toBeNull()
  expect(cellsToSeams({ width: 1424, seams: [], count: 5, least: 240 })).toBeNull()
})

it('knows how much each cell needs', () => {
  const list = { width: 940, seams: [470], count: 5 }
  expect(cellsToSeams({ ...list, least: [150, 150, 150, 180, 150] }))
    .toEqual([470 / 3, 470 / 3, 470 / 3, 235, 235])
  expect(cellsToSeams({ ...list, least: [150, 150, 180, 150, 150] })).toBeNull()
})
