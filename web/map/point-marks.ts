import type { PointState } from '../../contract/panels/map.ts'
import type { PlacedCases } from './placed-cases.ts'
import type { Project } from './projection.ts'
import { mapCell } from '../../contract/panels/map.ts'

export interface PointMark {
  x: number
  y: number
  /** Half the mark's width, design units. */
  size: number
  state: PointState
  /** Cases it stands for. */
  n: number
  /** Cells that those lie in, all of that state in each: `x:y`. */
  cells: readonly string[]
}

const BASE: Record<PointState, number> = { overdue: 7.5, due_soon: 6.5, open: 3 }
const ORDER: Record<PointState, number> = { open: 0, due_soon: 1, overdue: 2 }
/** Half a digit at the floor of type, and the air beside a number. */
const HALF_DIGIT = 5.4
const AIR = 4.5
/** Marks nearer than this are read as one. */
const BETWEEN = 3

/** Height of the map that the base sizes are meant for. */
const DESIGN_HEIGHT = 584

/**
 * Clusters as marks, worst on top. Ten times the cases make a mark about twice as wide; marks of
 * one state that would cover one another become one; places off the drawing are left out.
 */
export function pointMarks(
  { points, cell }: { points: readonly PlacedCases[], cell: number },
  project: Project,
  { width, height }: { width: number, height: number },
): PointMark[] {
  const scale = Math.max(0.65, Math.min(1.25, height / DESIGN_HEIGHT))
  const marks = points
    .map(({ lon, lat, n, state }) =>
      ({
        ...project([lon, lat]),
        size: sizeOf(state, n, scale),
        state,
        n,
        cells: [`${mapCell(lon, cell)}:${mapCell(lat, cell)}`],
      }))
    .filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height)
  return (['open', 'due_soon', 'overdue'] as const)
    .flatMap(state => gather(marks.filter(mark => mark.state === state), scale))
    .sort((a, b) => ORDER[a.state] - ORDER[b.state])
}

/** A late cluster carries its number, so it is wide enough for it. */
function sizeOf(state: PointState, n: number, scale: number): number {
  const size = scale * BASE[state] * Math.min(2.2, 1 + 0.9 * Math.log10(Math.max(1, n)))
  return state === 'overdue' && n > 1
    ? Math.max(size, AIR + HALF_DIGIT * String(n).length)
    : size
}

/** Puts touching marks together until none touch: a larger one may reach its next neighbour. */
function gather(marks: readonly PointMark[], scale: number): PointMark[] {
  const apart: PointMark[] = []
  for (const mark of [...marks].sort((a, b) => b.n - a.n)) {
    let joined = mark
    for (let i = touched(apart, joined); i >= 0; i = touched(apart, joined))
      joined = join(apart.splice(i, 1)[0]!, joined, scale)
    apart.push(joined)
  }
  return apart
}

function touched(apart: readonly PointMark[], { x, y, size }: PointMark): number {
  return apart.findIndex(other =>
    Math.max(Math.abs(other.x - x), Math.abs(other.y - y)) < other.size + size + BETWEEN)
}

function join(a: PointMark, b: PointMark, scale: number): PointMark {
  const n = a.n + b.n
  return {
    x: (a.x * a.n + b.x * b.n) / n,
    y: (a.y * a.n + b.y * b.n) / n,
    size: sizeOf(a.state, n, scale),
    state: a.state,
    n,
    cells: [...a.cells, ...b.cells],
  }
}
