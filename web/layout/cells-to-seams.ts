interface Cells {
  /** Of all cells together. */
  width: number
  /** From the left end to the seams between displays. */
  seams: readonly number[]
  count: number
  /** Least width of a cell, or of each. */
  least: number | readonly number[]
}

/**
 * Widths of cells side by side of which one ends on each seam, as alike as can be; on fewer seams
 * where a cell would be too narrow, and null where it would be even so.
 */
export function cellsToSeams({ width, seams, count, least }: Cells): number[] | null {
  const leastOf = (cell: number) => typeof least === 'number' ? least : least[cell] ?? 0
  const within = seams.filter(seam =>
    seam >= leastOf(0) - 0.01 && seam <= width - leastOf(count - 1) + 0.01)
  const [best] = partsOf(within)
    .flatMap((stops) => {
      const ends = [...stops, width]
      const lengths = ends.map((end, i) => end - (ends[i - 1] ?? 0))
      const widths = share(lengths, count, leastOf)
      return widths === null ? [] : [{ stops: stops.length, widths, uneven: unevenness(widths) }]
    })
    .sort((a, b) => b.stops - a.stops || a.uneven - b.uneven)
  return best?.widths ?? null
}

/** One cell for each stretch, and every further one where cells are widest. */
function share(
  lengths: readonly number[],
  count: number,
  leastOf: (cell: number) => number,
): number[] | null {
  const counts = lengths.map(() => 1)
  for (let n = lengths.length; n < count; n++) {
    const widths = lengths.map((length, i) => length / (counts[i]! + 1))
    counts[widths.indexOf(Math.max(...widths))]!++
  }
  const widths = lengths.flatMap((length, i) =>
    Array.from<number>({ length: counts[i]! }).fill(length / counts[i]!))
  const wide = widths.every((cell, i) => cell >= leastOf(i) - 0.01)
  return wide && widths.length === count ? widths : null
}

function unevenness(widths: readonly number[]): number {
  return Math.max(...widths) - Math.min(...widths)
}

/** Every choice of some of them but none, in their order. */
function partsOf(seams: readonly number[]): number[][] {
  const all = seams.reduce<number[][]>(
    (parts, seam) => [...parts, ...parts.map(part => [...part, seam])],
    [[]],
  )
  return all.filter(part => part.length > 0)
}
