import type { ComputedRef, Ref } from 'vue'
import { useElementSize } from '@vueuse/core'
import { computed } from 'vue'
import { rowToSeam } from '../layout/row-to-seam.ts'
import { sharedRows } from '../layout/shared-rows.ts'
import { useWall } from './useWall.ts'

/** A short list in a tall panel may breathe, but not fall apart. */
const LOOSEST = 1.6

export interface Capacity {
  /** How many rows fit. Rows drop, never shrink. */
  rows: ComputedRef<number>
  /** Height of each of `count` rows, so that they fill the panel. */
  rowHeight: (count: number) => string
  /**
   * Heights of rows that need so many design units each, so that they fill the panel and one ends
   * on a seam; null where they have no room.
   */
  sharedHeights: (needs: readonly number[]) => string[] | null
  /** Width and height of the element, design units; 0: not measured yet. */
  units: ComputedRef<number>
  height: ComputedRef<number>
}

/**
 * Shares an element's height out to rows of at least `rowUnits` design units. Where a seam between
 * displays passes, rows end on it, though one or two fewer may then have room.
 */
export function useCapacity(
  body: Readonly<Ref<HTMLElement | null>>,
  rowUnits: number,
  max: number,
): Capacity {
  const { layout, seams } = useWall()
  const { width, height } = useElementSize(body)
  const least = computed(() => rowUnits * layout.value.unit)
  const seam = computed(() => {
    const { y } = seams.value
    // Where an element stands is asked only where it matters: each question lays the page out.
    if (body.value === null || y.length === 0 || height.value === 0)
      return undefined
    const { top } = body.value.getBoundingClientRect()
    return y.map(from => from - top).find(from => from > least.value && from < height.value)
  })
  const plain = computed(() => Math.max(1, Math.floor((height.value + 0.5) / least.value)))
  const toSeam = (wanted: number, count: number) => seam.value === undefined
    ? null
    : rowToSeam({ height: height.value, seam: seam.value, least: least.value }, wanted, count)
  const fitting = computed(() => {
    const row = toSeam(least.value, 1)
    return row === null || row > LOOSEST * least.value
      ? plain.value
      : Math.floor((height.value + 0.5) / row)
  })
  return {
    rows: computed(() => Math.min(max, fitting.value)),
    units: computed(() => width.value / layout.value.unit),
    height: computed(() => height.value / layout.value.unit),
    sharedHeights: (needs) => {
      const { unit } = layout.value
      const pixels = needs.map(need => need * unit)
      const rows = sharedRows(pixels, { height: height.value, seam: seam.value, loosest: LOOSEST })
      return rows && rows.map(row => `${(100 * row / height.value).toFixed(3)}%`)
    },
    rowHeight: (count) => {
      const share = 1 / Math.max(count, plain.value / LOOSEST)
      const row = toSeam(share * height.value, count)
      return `${(100 * (row === null ? share : row / height.value)).toFixed(3)}%`
    },
  }
}
