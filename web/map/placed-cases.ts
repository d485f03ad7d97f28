import type { MapPanel, PointState } from '../../contract/panels/map.ts'
import { POINT_STATES } from '../../contract/panels/map.ts'

/** A cluster of open cases of one state. */
export interface PlacedCases {
  /** Degrees. */
  lon: number
  lat: number
  /** Cases it stands for. */
  n: number
  state: PointState
}

/** The panel's clusters one by one, worst first. */
export function placedCases(points: MapPanel['points']): PlacedCases[] {
  return POINT_STATES.flatMap(state =>
    points[state].map(([lon, lat, n]) => ({ lon, lat, n, state })))
}
