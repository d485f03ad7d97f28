import type { LayoutShape } from '../../contract/scene.ts'

export interface SummaryRoom {
  /** In one row; the overdue block above the others; or as a portrait wall has it. */
  form: 'row' | 'stacked' | 'tall'
  /** Figures beside the overdue block. */
  cells: number
  /** Tracks of the grid besides the block's own. */
  columns: number
  /** Too low for notes and for a larger figure. */
  thin: boolean
}

interface Place {
  shape: LayoutShape
  /** Design units; 0: not measured yet. */
  width: number
  height: number
  /** Least width of a figure with its words. */
  cellUnits: number
}

const MOST = 5
/** As the strip's grid has it. */
const COLUMN = 448
const BLOCK_SHARE = 1.6
const CELL_SHARE = 1.16
const PORTRAIT_COLUMNS = 2
/** The overdue block beside others. */
const BLOCK = 380
/** A row of figures with a label and a note. */
const ROW = 124
/** The overdue block above others, and one row of them. */
const STACK = 2 * ROW

/** How many figures have room, and in which order they stand. */
export function summaryRoom({ shape, width, height, cellUnits }: Place): SummaryRoom {
  if (shape === 'tall')
    return { form: 'tall', cells: MOST, columns: PORTRAIT_COLUMNS, thin: false }
  const low = shape === 'short' || shape === 'low'
  if (low && height >= STACK) {
    const columns = within(1, Math.floor(width / cellUnits), MOST)
    const rows = Math.min(2, Math.floor(height / ROW) - 1)
    // A second row that is half empty would look as if something were missing.
    return { form: 'stacked', cells: columns >= 4 ? columns : columns * rows, columns, thin: false }
  }
  const beside = width === 0 ? MOST : Math.floor((width - BLOCK) / cellUnits)
  const cells = within(low ? 0 : 1, beside, MOST)
  return { form: 'row', cells, columns: cells, thin: height > 0 && height < ROW }
}

function within(least: number, n: number, most: number): number {
  return Math.max(least, Math.min(n, most))
}

/** On 16:9 the block's edge is the edge of the column below it; elsewhere it has its share. */
export function blockWidth(shape: LayoutShape, width: number, cells: number): number {
  return shape === 'standard' && cells === MOST
    ? COLUMN
    : width * BLOCK_SHARE / (BLOCK_SHARE + CELL_SHARE * cells)
}
