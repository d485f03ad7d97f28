import { expect, it } from 'vitest'
import { boundsOf, fitProjection } from '../../../../web/map/projection.ts'

const box = { x: 10, y: 20, width: 400, height: 300 }

it('fits the bounds into the box, north up, and fills one of its sides', () => {
  const project = fitProjection([118, 37, 119, 38], box)
  const [southWest, northEast] = [project([118, 37]), project([119, 38])]
  expect(southWest.y).toBeCloseTo(320)
  expect(northEast.y).toBeCloseTo(20)
  expect(southWest.x).toBeGreaterThanOrEqual(10)
  expect(northEast.x).toBeLessThanOrEqual(410)
})

it('keeps the shape: a degree of longitude is as much shorter as the parallel is', () => {
  const project = fitProjection([118, 37, 119, 38], box)
  const width = project([119, 37]).x - project([118, 37]).x
  const height = project([118, 37]).y - project([118, 38]).y
  expect(width / height).toBeCloseTo(Math.cos(37.5 * Math.PI / 180), 5)
})

it('puts a single place into the middle', () => {
  const place = fitProjection([118, 37, 118, 37], box)([118, 37])
  expect(place).toEqual({ x: 210, y: 170 })
})

it('has no bounds without places', () => {
  expect(boundsOf([])).toBeNull()
  expect(boundsOf([[3, 4], [1, 9]])).toEqual([1, 4, 3, 9])
})
