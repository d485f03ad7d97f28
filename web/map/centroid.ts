import type { Geometry, Position } from 'geojson'
import { ringsOf } from './outline-path.ts'

/** Centre of mass of an area's largest ring, degrees: where its label line ends. */
export function centroidOf(geometry: Geometry): Position | null {
  const rings = ringsOf(geometry).map(ring => ({ ...weigh(ring) }))
  const largest = rings.sort((a, b) => Math.abs(b.area) - Math.abs(a.area))[0]
  if (!largest || largest.area === 0)
    return null
  return [largest.x / (3 * largest.area), largest.y / (3 * largest.area)]
}

function weigh(ring: readonly Position[]): { area: number, x: number, y: number } {
  const sum = { area: 0, x: 0, y: 0 }
  ring.forEach(([x0 = 0, y0 = 0], i) => {
    const [x1 = 0, y1 = 0] = ring[(i + 1) % ring.length]!
    const cross = x0 * y1 - x1 * y0
    sum.area += cross
    sum.x += (x0 + x1) * cross
    sum.y += (y0 + y1) * cross
  })
  return sum
}
