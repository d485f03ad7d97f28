import type { ComputedRef, Ref } from 'vue'
import { useElementSize } from '@vueuse/core'
import { computed } from 'vue'
import { useWall } from './useWall.ts'

/** How many rows of a given height (design units) the element holds. Rows drop, never shrink. */
export function useCapacity(
  body: Readonly<Ref<HTMLElement | null>>,
  rowUnits: number,
  max: number,
): ComputedRef<number> {
  const { height } = useElementSize(body)
  const { layout } = useWall()
  return computed(() => {
    const rows = Math.floor((height.value + 0.5) / (rowUnits * layout.value.unit))
    return Math.max(1, Math.min(max, rows))
  })
}
