import type { SceneBand, SceneColumn, SceneGrid } from '../../contract/scene.ts'
import type { Room } from './panel-needs.ts'
import { fits } from './panel-needs.ts'
import { bandSizes, columnSizes, GUTTER, trackSizes } from './track-sizes.ts'

/** Where displays meet, design units from the upper left corner of the scene. */
export interface SceneSeams { x: readonly number[], y: readonly number[] }

/** A gutter farther from a seam than this stays: the panels beside it would be others. */
const FARTHEST = { x: 340, y: 165 }

/**
 * The grid with its gutters on the seams between displays, where there is one near enough and every
 * panel stays whole; the other gutters keep their proportions between those.
 * @param grid that fits into the room
 * @param room between header and footer, design units
 * @param seams in the same units
 * @param steps of the city's loop
 */
export function alignGrid(
  grid: SceneGrid,
  room: Room,
  seams: SceneSeams,
  steps: number,
): SceneGrid {
  if (seams.x.length + seams.y.length === 0)
    return grid
  let top = 0
  return bandSizes(grid, room.height).map((height, b) => {
    const inside = seams.y.map(y => y - top)
    top += height + GUTTER
    return alignBand(grid[b]!, { width: room.width, height }, { x: seams.x, y: inside }, steps)
  })
}

function alignBand(band: SceneBand, room: Room, seams: SceneSeams, steps: number): SceneBand {
  const before = columnSizes(band, room.width)
  const columnsAt = (widths: readonly number[]) =>
    band.columns.map(({ width: _, ...column }, c) => {
      const place = { width: widths[c]!, height: room.height }
      const aligned = alignColumn(column, place, seams.y, steps)
      return aligned === null ? [] : [{ ...aligned, share: widths[c]! }]
    })
  const columns = [...alignTracks(before, seams.x, FARTHEST.x), before]
    .map(columnsAt)
    .find(found => found.every(column => column.length > 0))
  return { ...band, columns: columns?.flat() ?? band.columns }
}

/** Null where a panel would not be whole in this place. */
function alignColumn(
  column: SceneColumn,
  { width, height }: Room,
  seams: readonly number[],
  steps: number,
): SceneColumn | null {
  const { panels } = column
  const whole = (heights: readonly number[]) =>
    panels.every((cell, i) => fits(cell, { width, height: heights[i]! }, steps, true))
  const before = trackSizes(panels, height)
  const heights = alignTracks(before, seams, FARTHEST.y).find(whole)
  if (heights === undefined)
    return whole(before) ? column : null
  const placed = panels.map(({ units: _, ...cell }, i) => ({ ...cell, share: heights[i]! }))
  return { ...column, panels: placed }
}

/**
 * Sizes of tracks whose gutters stand on the seams that they are near to: between two of those in
 * their proportions, as the second choice all alike, else as they were; then with fewer gutters
 * on seams.
 */
function alignTracks(
  sizes: readonly number[],
  seams: readonly number[],
  farthest: number,
): number[][] {
  const start = -GUTTER / 2
  const edges = [start]
  for (const size of sizes)
    edges.push(edges.at(-1)! + size + GUTTER)
  const last = sizes.length
  return fewerAndFewer(anchorsOf(edges.slice(1, -1), seams, farthest)).flatMap((near) => {
    const anchors = [{ edge: 0, to: start }, ...near, { edge: last, to: edges[last]! }]
    const shared = [edges, edges.map((_, i) => i)].map(scale => edges.map((_, i) => {
      const next = Math.max(1, anchors.findIndex(({ edge }) => edge >= i))
      const [low, high] = [anchors[next - 1]!, anchors[next]!]
      const part = (scale[i]! - scale[low.edge]!) / (scale[high.edge]! - scale[low.edge]!)
      return low.to + part * (high.to - low.to)
    }))
    const others = edges.map((at, i) => anchors.find(({ edge }) => edge === i)?.to ?? at)
    return [...shared, others].map(moved =>
      sizes.map((_, i) => moved[i + 1]! - moved[i]! - GUTTER))
  })
}

/** All of them, then every choice of some, the larger ones first. */
function fewerAndFewer<T>(all: readonly T[]): T[][] {
  return all
    .reduce<T[][]>((some, one) => some.flatMap(few => [[...few, one], few]), [[]])
    .filter(choice => choice.length > 0 || all.length === 0)
    .sort((a, b) => b.length - a.length)
}

/** Pairs of gutter and seam, the nearest first, and none past another. */
function anchorsOf(gutters: readonly number[], seams: readonly number[], farthest: number) {
  const near = gutters
    .flatMap((from, i) => seams.map(to => ({ edge: i + 1, to, by: Math.abs(to - from) })))
    .filter(({ by }) => by <= farthest)
    .sort((a, b) => a.by - b.by)
  const kept: typeof near = []
  for (const pair of near) {
    if (kept.every(({ edge, to }) => (pair.edge - edge) * (pair.to - to) > 0))
      kept.push(pair)
  }
  return kept.sort((a, b) => a.edge - b.edge)
}
