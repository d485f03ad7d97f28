import type { ComputedRef, Ref } from 'vue'
import { useElementSize } from '@vueuse/core'
import { computed } from 'vue'
import { cellsToSeams } from '../layout/cells-to-seams.ts'
import { useWall } from './useWall.ts'

/**
 * Widths of the steps side by side in a list, design units, so that gaps between them stand on the
 * seams between displays; null where there are none, or a step would be too narrow.
 * @param list what holds the steps
 * @param gap between two steps
 * @param needs least width of each
 */
export function useStepTracks(
  list: Readonly<Ref<HTMLElement | null>>,
  gap: number,
  needs: () => readonly number[],
): ComputedRef<number[] | null> {
  const { layout, seams } = useWall()
  const { width } = useElementSize(list)
  return computed(() => {
    if (list.value === null || seams.value.x.length === 0 || width.value === 0)
      return null
    const { unit } = layout.value
    const { left } = list.value.getBoundingClientRect()
    // Each cell has half a gap at both of its ends.
    const least = needs().map(need => need + gap)
    return cellsToSeams({
      width: width.value / unit + gap,
      seams: seams.value.x.map(seam => (seam - left) / unit + gap / 2),
      count: least.length,
      least,
    })?.map(cell => cell - gap) ?? null
  })
}

/** The widths as columns of a grid. */
export function trackStyle(tracks: readonly number[] | null): { gridTemplateColumns?: string } {
  return tracks === null
    ? {}
    : { gridTemplateColumns: tracks.map(units => `${units.toFixed(2)}fr`).join(' ') }
}
