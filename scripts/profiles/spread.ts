import type { MultiPolygon, Polygon } from 'geojson'
import { isInside } from '../../city/is-inside.ts'

/** Degrees of longitude and latitude. */
export interface Point { lon: number, lat: number }

/** Points of a regular lattice inside an outline, `step` degrees of latitude apart. */
export function latticeInside(outline: Polygon | MultiPolygon, step: number): Point[] {
  const rings = outline.type === 'Polygon' ? outline.coordinates : outline.coordinates.flat()
  const lons = rings.flat().map(([lon = 0]) => lon)
  const lats = rings.flat().map(([, lat = 0]) => lat)
  const points: Point[] = []
  const lonStep = step / Math.cos(Math.min(...lats) * Math.PI / 180)
  for (let lat = Math.min(...lats); lat <= Math.max(...lats); lat += step) {
    for (let lon = Math.min(...lons); lon <= Math.max(...lons); lon += lonStep) {
      if (isInside(outline, lon, lat))
        points.push({ lon, lat })
    }
  }
  return points
}

/**
 * Splits an area, given as lattice points, into `count` cells of like size; answers each cell's
 * points, its middle first. The same input gives the same cells: no randomness is involved.
 */
export function spread(area: readonly Point[], count: number): Point[][] {
  let seeds = farApart(area, count)
  for (let round = 0; round < 12; round++)
    seeds = nearestTo(area, seeds).map((cell, i) => closest(cell, mean(cell)) ?? seeds[i]!)
  return nearestTo(area, seeds).map((cell, i) => [seeds[i]!, ...cell])
}

export function mean(points: readonly Point[]): Point {
  const average = (of: (p: Point) => number): number =>
    points.reduce((sum, p) => sum + of(p), 0) / points.length
  return { lon: average(p => p.lon), lat: average(p => p.lat) }
}

export function distance2(a: Point, b: Point): number {
  const east = (a.lon - b.lon) * Math.cos(b.lat * Math.PI / 180)
  return east * east + (a.lat - b.lat) ** 2
}

function farApart(area: readonly Point[], count: number): Point[] {
  const seeds = [closest(area, mean(area))!]
  const gap = area.map(p => distance2(p, seeds[0]!))
  // With more seeds than lattice points some places are shared.
  while (seeds.length < count) {
    const next = area[gap.indexOf(Math.max(...gap))]!
    seeds.push(next)
    area.forEach((p, i) => gap[i] = Math.min(gap[i]!, distance2(p, next)))
  }
  return seeds
}

function nearestTo(area: readonly Point[], seeds: readonly Point[]): Point[][] {
  const cells: Point[][] = seeds.map(() => [])
  for (const point of area) {
    let best = 0
    seeds.forEach((seed, i) => {
      if (distance2(point, seed) < distance2(point, seeds[best]!))
        best = i
    })
    cells[best]!.push(point)
  }
  return cells
}

function closest(points: readonly Point[], to: Point): Point | undefined {
  return points.reduce<Point | undefined>((best, p) =>
    best && distance2(best, to) <= distance2(p, to) ? best : p, undefined)
}
