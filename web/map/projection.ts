import type { Position } from 'geojson'

/** A place on the drawing, design units. */
export interface Point { x: number, y: number }

export interface Box { x: number, y: number, width: number, height: number }

/** West, south, east, north, degrees. */
export type Bounds = [number, number, number, number]

export type Project = (position: readonly number[]) => Point

export function boundsOf(positions: Iterable<Position>): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of positions) {
    if (lon === undefined || lat === undefined)
      continue
    west = Math.min(west, lon)
    south = Math.min(south, lat)
    east = Math.max(east, lon)
    north = Math.max(north, lat)
  }
  return west <= east ? [west, south, east, north] : null
}

/**
 * Equirectangular with the parallel in the middle kept true: over a city the error is far below a
 * pixel. Fits the bounds into the box, centred, north up.
 */
export function fitProjection([west, south, east, north]: Bounds, box: Box): Project {
  const narrow = Math.cos((south + north) / 2 * Math.PI / 180)
  // A single place has no extent: show about a kilometre round it.
  const width = Math.max((east - west) * narrow, 0.01)
  const height = Math.max(north - south, 0.01)
  const scale = Math.min(box.width / width, box.height / height)
  const middleX = box.x + box.width / 2
  const middleY = box.y + box.height / 2
  return ([lon = 0, lat = 0]) => ({
    x: middleX + (lon - (west + east) / 2) * narrow * scale,
    y: middleY - (lat - (south + north) / 2) * scale,
  })
}
