import type { Box, Point } from './projection.ts'
import type { Edge } from './spanning-tree.ts'
import { distanceToSegment, simplify } from './simplify.ts'
import { spanningTree } from './spanning-tree.ts'

/** Cells along the longer side of the raster that the shore is traced on. */
const CELLS = 110

/** An edge of the island's skeleton, and how far the shore lies from it. */
interface Spine { edge: Edge, reach: number }

/** Ground round a case that lies beyond the places, as a share of the island's reach. */
const SPIT = 0.36

/**
 * The shore of a schematic island round places that have no public outline: everything nearer
 * than `reach` to the tree that joins them. A plate to stand on, not a border. What lies `beyond`
 * and belongs to it gets a narrow spit of land each.
 */
export function islandShore(
  places: readonly Point[],
  reach: number,
  beyond: readonly Point[] = [],
): Point[] {
  const spines = spinesOf(places, reach)
  if (spines.length === 0)
    return []
  const spits = beyond.map(point => ({
    edge: [nearestOf(point, places), point] as Edge,
    reach: reach * SPIT,
  }))
  const box = around([...places, ...beyond], reach * 1.6)
  const cell = Math.max(box.width, box.height) / CELLS
  const depth = (p: Point) => softDistance(p, [...spines, ...spits], reach / 5)
  return simplify(largest(trace(depth, box, cell)), cell * 0.15)
}

/** Tells whether a point and `air` round it lie on the island of the places. */
export function onIsland(places: readonly Point[], reach: number, air: number) {
  const spines = spinesOf(places, reach)
  return (point: Point): boolean => softDistance(point, spines, reach / 5) < -air
}

function spinesOf(places: readonly Point[], reach: number): Spine[] {
  const edges: Edge[] = places.length === 1 ? [[places[0]!, places[0]!]] : spanningTree(places)
  return edges.map(edge => ({ edge, reach }))
}

function nearestOf(point: Point, places: readonly Point[]): Point {
  const far = (place: Point) => Math.hypot(place.x - point.x, place.y - point.y)
  return places.reduce((best, place) => far(place) < far(best) ? place : best)
}

/** Distance to the shore, below zero on land, with rounded inner corners, so that bays are soft. */
function softDistance(p: Point, spines: readonly Spine[], softness: number): number {
  let sum = 0
  for (const { edge: [a, b], reach } of spines)
    sum += Math.exp((reach - distanceToSegment(p, a, b)) / softness)
  return -softness * Math.log(sum || Number.MIN_VALUE)
}

function around(points: readonly Point[], margin: number): Box {
  const xs = points.map(p => p.x)
  const ys = points.map(p => p.y)
  const x = Math.min(...xs) - margin
  const y = Math.min(...ys) - margin
  return { x, y, width: Math.max(...xs) + margin - x, height: Math.max(...ys) + margin - y }
}

/** Marching squares: the closed lines on which `depth` is zero. */
function trace(depth: (p: Point) => number, box: Box, cell: number): Point[][] {
  const columns = Math.ceil(box.width / cell) + 1
  const rows = Math.ceil(box.height / cell) + 1
  const at = (i: number, j: number): Point => ({ x: box.x + i * cell, y: box.y + j * cell })
  const values = Array.from({ length: columns * rows }, (_, k) =>
    depth(at(k % columns, Math.floor(k / columns))))
  const value = (i: number, j: number) => values[j * columns + i]!

  // Each crossed cell side has an id; each cell joins two of them.
  const links = new Map<number, number[]>()
  const places = new Map<number, Point>()
  const side = (i: number, j: number, down: boolean) => {
    const id = (j * columns + i) * 2 + (down ? 1 : 0)
    const [from, to] = [at(i, j), down ? at(i, j + 1) : at(i + 1, j)]
    const [a, b] = [value(i, j), down ? value(i, j + 1) : value(i + 1, j)]
    const t = a / (a - b)
    places.set(id, { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t })
    return id
  }
  for (let j = 0; j < rows - 1; j++) {
    for (let i = 0; i < columns - 1; i++) {
      const inside = [value(i, j), value(i + 1, j), value(i + 1, j + 1), value(i, j + 1)]
        .map(v => v < 0)
      const crossed: number[] = []
      if (inside[0] !== inside[1])
        crossed.push(side(i, j, false))
      if (inside[1] !== inside[2])
        crossed.push(side(i + 1, j, true))
      if (inside[2] !== inside[3])
        crossed.push(side(i, j + 1, false))
      if (inside[3] !== inside[0])
        crossed.push(side(i, j, true))
      for (let k = 0; k + 1 < crossed.length; k += 2)
        join(links, crossed[k]!, crossed[k + 1]!)
    }
  }
  return walk(links, places)
}

function join(links: Map<number, number[]>, a: number, b: number): void {
  links.set(a, [...links.get(a) ?? [], b])
  links.set(b, [...links.get(b) ?? [], a])
}

function walk(links: Map<number, number[]>, places: Map<number, Point>): Point[][] {
  const lines: Point[][] = []
  const seen = new Set<number>()
  for (const start of links.keys()) {
    const line: Point[] = []
    for (let at: number | undefined = start; at !== undefined && !seen.has(at);) {
      seen.add(at)
      line.push(places.get(at)!)
      at = links.get(at)!.find(next => !seen.has(next))
    }
    if (line.length > 2)
      lines.push(line)
  }
  return lines
}

/** Lakes inside the island are not drawn. */
function largest(lines: readonly Point[][]): Point[] {
  return lines.reduce<Point[]>((best, line) => line.length > best.length ? line : best, [])
}
