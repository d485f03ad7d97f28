import { cellsToSeams } from '../layout/cells-to-seams.ts'

interface Strip {
  /** Design units, as all of these. */
  width: number
  /** Of the overdue block. */
  block: number
  /** From the strip's left end to the seams between displays. */
  seams: readonly number[]
  /** Figures beside the block. */
  cells: number
  /** Least width of one. */
  least: number
}

export interface SummaryTracks { cells: number, widths: number[] }

/** The overdue block may become so many times as wide. */
const WIDEST_BLOCK = 1.5
/** Nearer than this to the block's end a seam crosses no word of the figure beside it. */
const EDGE = 12

/**
 * Widths of the block and the figures, of which one ends on each seam; for that the block may
 * reach to the first seam, and the last figure go. Null where none would end on one.
 */
export function summaryTracks({ width, block, seams, cells, least }: Strip): SummaryTracks | null {
  const beside = (wide: number, count: number) => {
    const widths = cellsToSeams({
      width: width - wide,
      seams: seams.map(seam => seam - wide),
      count,
      least,
    })
    return widths && { cells: count, widths: [wide, ...widths] }
  }
  const usual = beside(block, cells)
  const first = seams.find(seam => seam > block + EDGE) ?? Infinity
  const toSeam = first <= WIDEST_BLOCK * block ? first : null
  return [usual, ...toSeam === null ? [] : [beside(toSeam, cells), beside(toSeam, cells - 1)]]
    .find(tracks => tracks !== null && endOnSeams(tracks, { width, block, seams })) ?? usual
}

function endOnSeams(
  { widths }: SummaryTracks,
  { width, block, seams }: Pick<Strip, 'width' | 'block' | 'seams'>,
): boolean {
  let end = 0
  const ends = widths.map(track => end += track)
  return seams
    .filter(seam => seam > block + EDGE && seam < width - EDGE)
    .every(seam => ends.some(at => Math.abs(at - seam) < 1))
}
