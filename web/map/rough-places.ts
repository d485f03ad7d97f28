import type { PlacedCases } from './placed-cases.ts'

/** About 300 m: closer places are one. */
const CELLS_PER_DEGREE = 300

/**
 * Places of points on a coarse grid, each once and in order, as JSON: equal text means that
 * nothing moved that is worth drawing the ground anew.
 */
export function roughPlaces(points: readonly PlacedCases[]): string {
  const cells = points.map(({ lon, lat }) =>
    JSON.stringify([rough(lon), rough(lat)]))
  return `[${[...new Set(cells)].sort().join()}]`
}

function rough(degrees: number): number {
  return Math.round(degrees * CELLS_PER_DEGREE) / CELLS_PER_DEGREE
}
