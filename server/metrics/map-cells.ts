import type { City } from '../../city/city.ts'
import { mapCell } from '../../contract/panels/map.ts'

/** Cells along the longer side of what a scope's map shows. */
const CELLS_ACROSS = 20
/** For a scope without children to tell its size: some 200 metres. */
const SMALLEST_CELL_DEGREES = 0.002
/** Places are rounded to about ten metres: the wall draws no finer. */
const PLACE_DIGITS = 1e4

/** Follows the extent of the scope's children, so that every map has clusters of a like size. */
export function cellDegrees(scope: string, city: City): number {
  const children = city.children(scope)
  const extent = (axis: 'lon' | 'lat'): number => {
    const values = children.map(child => child[axis]).filter(value => value !== undefined)
    return values.length < 2 ? 0 : Math.max(...values) - Math.min(...values)
  }
  return Math.max(extent('lon'), extent('lat'), SMALLEST_CELL_DEGREES * CELLS_ACROSS) / CELLS_ACROSS
}

/** `mapCell` in SQL, `cell` an expression of its degrees; `round` would round halves to even. */
export function cellSql(column: string, cell: string): string {
  return `floor(${column} / ${cell} + 0.5)`
}

/**
 * A coordinate that lies in a cell, rounded as the wall draws it, and still in the cell: by its
 * place alone a wall knows which cell a cluster is.
 */
export function roundedWithin(degrees: number, at: number, cell: number): number {
  const steps = Math.round(degrees * PLACE_DIGITS)
  const found = mapCell(steps / PLACE_DIGITS, cell)
  return (steps + Math.sign(at - found)) / PLACE_DIGITS
}
