import { expect, it } from 'vitest'
import { sharedRows } from '../../../../web/layout/shared-rows.ts'

const list = { height: 300, seam: undefined, loosest: 1.6 }

it('lets rows of unlike heights fill their list, but not fall apart', () => {
  expect(sharedRows([60, 80, 60], list)).toEqual([90, 120, 90])
  expect(sharedRows([60, 90], list)).toEqual([96, 144])
  expect(sharedRows([90, 90, 90, 60], list)).toBeNull()
})

it('ends one on a seam', () => {
  const rows = sharedRows([60, 90, 60], { ...list, seam: 160 })!
  expect(rows[0]! + rows[1]!).toBeCloseTo(160)
  expect(rows[2]).toBeCloseTo(96)
  expect(sharedRows([90, 60], { ...list, seam: 80 })).toBeNull()
  expect(sharedRows([60, 90, 60, 60], { ...list, seam: 200 })).toBeNull()
})
