import type { Point } from './projection.ts'

export type Edge = readonly [Point, Point]

/** Shortest set of edges that joins all points (Prim; fine for the hundreds a scope has). */
export function spanningTree(points: readonly Point[]): Edge[] {
  const edges: Edge[] = []
  const [first, ...rest] = points
  if (!first)
    return edges
  const waiting = rest.map(point => ({ point, near: first, distance: distance(point, first) }))
  while (waiting.length > 0) {
    let next = 0
    waiting.forEach(({ distance }, i) => {
      if (distance < waiting[next]!.distance)
        next = i
    })
    const [joined] = waiting.splice(next, 1)
    edges.push([joined!.near, joined!.point])
    for (const other of waiting) {
      const d = distance(other.point, joined!.point)
      if (d < other.distance)
        Object.assign(other, { near: joined!.point, distance: d })
    }
  }
  return edges
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
