interface Place {
  /** Of the list, in the unit of the rows. */
  height: number
  /** From its top to the seam between two displays. */
  seam: number | undefined
  /** Rows become at most so many times as high as they need to be. */
  loosest: number
}

/**
 * Heights of rows that need unlike heights, so that they fill their list; where a seam passes
 * through it, as many as have room end there. Null where they have no room.
 */
export function sharedRows(
  needs: readonly number[],
  { height, seam = 0, loosest }: Place,
): number[] | null {
  const sumOf = (rows: readonly number[]) => rows.reduce((sum, row) => sum + row, 0)
  const fits = needs.map((_, i) => sumOf(needs.slice(0, i + 1)) <= seam)
  const above = needs.slice(0, fits.filter(Boolean).length)
  const below = needs.slice(above.length)
  // A first row that is higher than what lies above the seam would stand on it.
  if (sumOf(below) > height - seam + 0.5 || (seam > 0 && above.length === 0))
    return null
  const stretched = (rows: readonly number[], room: number, most: number) => {
    const by = Math.min(most, room / sumOf(rows))
    return rows.map(row => row * by)
  }
  return below.length === 0
    ? stretched(above, seam, loosest)
    : [...stretched(above, seam, Infinity), ...stretched(below, height - seam, loosest)]
}
