import type { ComputedRef, Ref } from 'vue'
import type { CaseLines, CaseTexts } from '../parts/case-lines.ts'
import { computed } from 'vue'
import { caseLines, twoCaseLines } from '../parts/case-lines.ts'
import { useCapacity } from './useCapacity.ts'
import { useWall } from './useWall.ts'

/** What a third line adds to a row, design units. */
const LINE_UNITS = 29

interface CaseList<T> {
  list: Readonly<Ref<HTMLElement | null>>
  /** Least height of a row of two lines, design units. */
  rowUnits: number
  most: number
  /** The cases that a list of so many rows shows. */
  pick: (rows: number) => readonly T[]
  textsOf: (one: T) => CaseTexts
}

export interface CaseRow<T> extends CaseTexts {
  one: T
  lines: CaseLines
  height: string
}

/**
 * The cases that a list has room for, each set so that its title and its place are whole. One that
 * two lines do not hold has a third, and the list then perhaps a row fewer.
 */
export function useCaseRows<T>({ list, rowUnits, most, pick, textsOf }: CaseList<T>): {
  rows: ComputedRef<CaseRow<T>[]>
  /** How many rows of two lines have room. */
  capacity: ComputedRef<number>
} {
  const { t } = useWall()
  const lang = t.lang === 'en' ? 'en' : 'zh'
  const { rows: capacity, rowHeight, sharedHeights, units, height } = useCapacity(
    list,
    rowUnits,
    most,
  )

  function rowsOf(n: number, linesOf: typeof caseLines) {
    return pick(n).map((one) => {
      const texts = textsOf(one)
      return { one, ...texts, lines: linesOf(texts, units.value, lang) }
    })
  }
  const rows = computed(() => {
    const tallest = rowUnits + LINE_UNITS
    for (let n = capacity.value; n > 0 && height.value >= tallest; n--) {
      const found = rowsOf(n, caseLines)
      const needs = found.map(({ lines }) => lines.form === 'tall' ? tallest : rowUnits)
      const heights = needs.includes(tallest)
        ? sharedHeights(needs)
        : needs.map(() => rowHeight(needs.length))
      if (heights !== null)
        return found.map((row, i) => ({ ...row, height: heights[i]! }))
    }
    const found = rowsOf(capacity.value, twoCaseLines)
    return found.map(row => ({ ...row, height: rowHeight(found.length) }))
  })
  return { rows, capacity }
}
