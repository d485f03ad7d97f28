import type { Geometry, Position } from 'geojson'
import type { Point, Project } from './projection.ts'
import { simplify } from './simplify.ts'

/** Corners closer than this to the line they leave are not seen, design units. */
const TOLERANCE = 0.45

/** The rings of an area; other geometries have none. */
export function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon')
    return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** SVG path data of an area's outline. */
export function outlinePath(geometry: Geometry, project: Project): string {
  return ringsOf(geometry)
    .map(ring => closedPath(simplify(ring.map(project), TOLERANCE)))
    .join('')
}

/** SVG path data of a closed line. */
export function closedPath(points: readonly Point[]): string {
  if (points.length < 3)
    return ''
  return `M${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}Z`
}
