import { expect, it } from 'vitest'
import { mapCell } from '../../../contract/panels/map.ts'
import { roundedWithin } from '../../../server/metrics/map-cells.ts'
import { seeded } from '../../helpers/seeded.ts'

it.each([0.002, 0.0213, 0.04])('keeps a rounded place in its cell of %f degrees', (cell) => {
  const random = seeded(11)
  let moved = 0
  for (let i = 0; i < 20_000; i++) {
    // Most lie near an edge, on both sides of zero.
    const at = Math.floor(random() * 8000) - 4000
    const inside = (0.5 - random() ** 4) * (random() < 0.5 ? -1 : 1)
    const degrees = (at + inside) * cell
    const rounded = roundedWithin(degrees, at, cell)
    expect(mapCell(rounded, cell) === at, String(degrees)).toBe(true)
    expect(Math.abs(rounded - degrees)).toBeLessThan(0.000_101)
    moved += Math.abs(rounded - degrees) > 0.000_05 ? 1 : 0
  }
  expect(moved).toBeGreaterThan(10)
})

it('keeps a place on the very edge on the side that is asked for', () => {
  expect([1, 2].map(at => mapCell(roundedWithin(0.003, at, 0.002), 0.002))).toEqual([1, 2])
})
