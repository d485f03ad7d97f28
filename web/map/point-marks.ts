import type { MapPanel, PointState } from '../../contract/panels/map.ts'
import type { Project } from './projection.ts'

export interface PointMark {
  x: number
  y: number
  /** Half the mark's width, design units. */
  size: number
  state: PointState
}

const BASE: Record<PointState, number> = { overdue: 7.5, due_soon: 6.5, open: 3.4 }
const ORDER: Record<PointState, number> = { open: 0, due_soon: 1, overdue: 2 }

/** Height of the map that the base sizes are meant for. */
const DESIGN_HEIGHT = 584

/**
 * Clusters as marks, worst on top. Ten times the cases make a mark about twice as wide; places
 * off the drawing are left out.
 */
export function pointMarks(
  points: MapPanel['points'],
  project: Project,
  { width, height }: { width: number, height: number },
): PointMark[] {
  const scale = Math.max(0.65, Math.min(1.25, height / DESIGN_HEIGHT))
  return points
    .map(({ lon, lat, n, state }) => ({
      ...project([lon, lat]),
      size: scale * BASE[state] * Math.min(2.2, 1 + 0.9 * Math.log10(Math.max(1, n))),
      state,
    }))
    .filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height)
    .sort((a, b) => ORDER[a.state] - ORDER[b.state])
}
