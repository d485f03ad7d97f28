import type { SceneBand, SceneColumn, SceneGrid } from '../../contract/scene.ts'
import type { Room } from './panel-needs.ts'
import { fits, narrowest, rankOf, SLACK } from './panel-needs.ts'
import { bandSizes, columnSizes, trackSizes } from './track-sizes.ts'

/** Where not one panel of a scene has room, the wall still says how much is late. */
const LAST: SceneGrid = [{ columns: [{ panels: [{ panel: 'summary' }] }] }]

/** Which cell has too little room. */
interface Fault {
  band: number
  column: number
  /** It would be whole if it were wider; else it is too low. */
  narrow: boolean
}

/**
 * The part of a scene's grid that has room on this wall. Type never shrinks: fixed columns give way
 * first, then the least important panels go, and the others take their room.
 * @param grid as the profile has it
 * @param room between header and footer, design units
 * @param steps of the city's loop
 * @returns the same grid where all of it has room
 */
export function fitGrid(grid: SceneGrid, room: Room, steps: number): SceneGrid {
  let fitted = flexible(grid, room, steps)
  for (;;) {
    const fault = firstFault(fitted, room, steps)
    if (fault === null)
      return fitted
    const less = without(fitted, fault)
    if (less === null)
      return alone(grid, room, steps)
    fitted = flexible(less, room, steps)
  }
}

/** The most important panel that has room by itself. */
function alone(grid: SceneGrid, room: Room, steps: number): SceneGrid {
  const found = grid
    .flatMap(({ columns }) => columns.flatMap(({ panels }) => panels))
    .sort((a, b) => rankOf(a.panel) - rankOf(b.panel))
    .find(cell => fits(cell, room, steps))
  return found === undefined
    ? LAST
    : [{ columns: [{ panels: [{ ...found, units: undefined }] }] }]
}

function needOf({ panels }: SceneColumn, steps: number): number {
  return Math.max(...panels.map(cell => narrowest(cell, steps)))
}

/** Tracks of fixed size become shares where they leave the others too little, or nobody else is. */
function flexible(grid: SceneGrid, room: Room, steps: number): SceneGrid {
  const bands = grid.map(band => withFlexibleColumns(band, room.width, steps))
  return bands.every(({ height }) => height !== undefined)
    ? bands.map(({ height, ...band }) => ({ ...band, share: height! }))
    : sameOr(grid, bands)
}

function withFlexibleColumns(band: SceneBand, width: number, steps: number): SceneBand {
  const widths = columnSizes(band, width)
  const tight = band.columns.some((column, i) => widths[i]! < needOf(column, steps) - SLACK)
  const stiff = band.columns.every(column => column.width !== undefined)
  const columns = band.columns.map((column): SceneColumn => {
    const { width: fixed, ...rest } = withFlexibleCells(column)
    if (tight)
      return { ...rest, share: needOf(column, steps) }
    return stiff ? { ...rest, share: fixed! } : withFlexibleCells(column)
  })
  return columns.every((column, i) => column === band.columns[i]) ? band : { ...band, columns }
}

function withFlexibleCells(column: SceneColumn): SceneColumn {
  return column.panels.every(({ units }) => units !== undefined)
    ? { ...column, panels: column.panels.map(({ units, ...cell }) => ({ ...cell, share: units! })) }
    : column
}

function sameOr(grid: SceneGrid, bands: SceneGrid): SceneGrid {
  return bands.every((band, i) => band === grid[i]) ? grid : bands
}

function firstFault(grid: SceneGrid, room: Room, steps: number): Fault | null {
  const heights = bandSizes(grid, room.height)
  for (const [b, { columns }] of grid.entries()) {
    const widths = columnSizes(grid[b]!, room.width)
    for (const [c, { panels }] of columns.entries()) {
      const cells = trackSizes(panels, heights[b]!)
      for (const [i, cell] of panels.entries()) {
        const height = cells[i]!
        if (!fits(cell, { width: widths[c]!, height }, steps)) {
          const narrow = fits(cell, { width: Infinity, height }, steps)
          return { band: b, column: c, narrow }
        }
      }
    }
  }
  return null
}

/** The grid without its least important part that is in the way; null: only one is left. */
function without(grid: SceneGrid, { band, column, narrow }: Fault): SceneGrid | null {
  const { columns } = grid[band]!
  const { panels } = columns[column]!
  if (!narrow && panels.length > 1) {
    const fewer = { ...columns[column]!, panels: withoutLeast(panels, cell => rankOf(cell.panel)) }
    return replace(grid, band, { ...grid[band]!, columns: replace(columns, column, fewer) })
  }
  // Too low with a column for itself: in another band's place it would be whole.
  if (!narrow && grid.length > 1)
    return withoutLeast(grid, bandRank)
  if (columns.length > 1) {
    const fewer = narrow
      ? withoutLeast(columns, columnRank)
      : columns.filter((_, i) => i !== column)
    return replace(grid, band, { ...grid[band]!, columns: fewer })
  }
  return grid.length > 1 ? withoutLeast(grid, bandRank) : null
}

function columnRank({ panels }: SceneColumn): number {
  return Math.min(...panels.map(({ panel }) => rankOf(panel)))
}

function bandRank({ columns }: SceneBand): number {
  return Math.min(...columns.map(columnRank))
}

function withoutLeast<T>(list: readonly T[], rank: (item: T) => number): T[] {
  const least = list.reduce((worst, item) => rank(item) > rank(worst) ? item : worst)
  return list.filter(item => item !== least)
}

function replace<T>(list: readonly T[], at: number, item: T): T[] {
  return list.map((old, i) => i === at ? item : old)
}
