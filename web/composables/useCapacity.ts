import type { ComputedRef, Ref } from 'vue'
import { useElementSize } from '@vueuse/core'
import { computed } from 'vue'
import { useWall } from './useWall.ts'

/** A short list in a tall panel may breathe, but not fall apart. */
const LOOSEST = 1.6

export interface Capacity {
  /** How many rows fit. Rows drop, never shrink. */
  rows: ComputedRef<number>
  /** Height of each of `count` rows, so that they fill the panel. */
  rowHeight: (count: number) => string
}

/** Shares an element's height out to rows of at least `rowUnits` design units. */
export function useCapacity(
  body: Readonly<Ref<HTMLElement | null>>,
  rowUnits: number,
  max: number,
): Capacity {
  const { height } = useElementSize(body)
  const { layout } = useWall()
  const fitting = computed(() =>
    Math.max(1, Math.floor((height.value + 0.5) / (rowUnits * layout.value.unit))))
  return {
    rows: computed(() => Math.min(max, fitting.value)),
    rowHeight: (count) => {
      const shares = Math.max(count, fitting.value / LOOSEST)
      return `${(100 / shares).toFixed(3)}%`
    },
  }
}
