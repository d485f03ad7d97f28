import { expect, it } from 'vitest'
import { centroidOf } from '../../../../web/map/centroid.ts'
import { closedPath, outlinePath, ringsOf } from '../../../../web/map/outline-path.ts'
import { simplify } from '../../../../web/map/simplify.ts'
import { spanningTree } from '../../../../web/map/spanning-tree.ts'

const square = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]

it('leaves out corners that nobody sees and keeps those that count', () => {
  const line = [{ x: 0, y: 0 }, { x: 5, y: 0.1 }, { x: 10, y: 0 }, { x: 10, y: 10 }]
  expect(simplify(line, 0.5)).toEqual([line[0], line[2], line[3]])
  expect(simplify(line, 0.05)).toEqual(line)
})

it('draws every ring of an area and nothing of other geometries', () => {
  const project = ([x = 0, y = 0]: readonly number[]) => ({ x, y })
  const islands = { type: 'MultiPolygon' as const, coordinates: [[square], [square]] }
  expect(outlinePath(islands, project).match(/M/g)).toHaveLength(2)
  expect(ringsOf({ type: 'Point', coordinates: [1, 1] })).toEqual([])
  expect(closedPath([{ x: 0, y: 0 }, { x: 1, y: 1 }])).toBe('')
})

it('finds the middle of an area\'s largest part', () => {
  const far = square.map(([x = 0, y = 0]) => [x / 10 + 50, y / 10])
  expect(centroidOf({ type: 'MultiPolygon', coordinates: [[far], [square]] })).toEqual([1, 1])
  expect(centroidOf({ type: 'Point', coordinates: [1, 1] })).toBeNull()
})

it('joins all places by the shortest tree', () => {
  const at = (x: number) => ({ x, y: 0 })
  const edges = spanningTree([at(0), at(10), at(1), at(9)])
  const lengths = edges.map(([a, b]) => Math.abs(a.x - b.x)).sort((a, b) => a - b)
  expect(lengths).toEqual([1, 1, 8])
})
