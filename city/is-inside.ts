import type { MultiPolygon, Polygon, Position } from 'geojson'

/** Is a point (degrees) inside an outline? Holes are outside; the plane is taken as flat. */
export function isInside(outline: Polygon | MultiPolygon, lon: number, lat: number): boolean {
  const polygons = outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates
  return polygons.some(([shell, ...holes]) =>
    shell !== undefined
    && crossesOddly(shell, lon, lat)
    && !holes.some(hole => crossesOddly(hole, lon, lat)))
}

// A ray to the east crosses the ring an odd number of times exactly when it starts inside.
function crossesOddly(ring: Position[], lon: number, lat: number): boolean {
  let odd = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? []
    const [x2 = 0, y2 = 0] = ring[j] ?? []
    if ((y1 > lat) !== (y2 > lat) && lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1)
      odd = !odd
  }
  return odd
}
