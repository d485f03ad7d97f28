interface Rows {
  /** Of the list, as all of these in one unit. */
  height: number
  /** From the list's top to the seam between two displays. */
  seam: number
  /** Least height of a row. */
  least: number
}

/**
 * Height of `count` rows of which one ends on the seam; null where no such height gives all of them
 * room.
 * @param list the list, and the seam in it
 * @param wanted height that they would have without it
 * @param count how many there are
 */
export function rowToSeam(list: Rows, wanted: number, count: number): number | null {
  const { height, seam, least } = list
  const above = Math.floor(seam / wanted)
  const found = [above, above + 1]
    .map(rows => rows < 1 ? 0 : seam / rows)
    .find(row => row >= least - 0.01 && row * count <= height + 0.5)
  return found ?? null
}
