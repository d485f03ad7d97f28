import type { ComputedRef } from 'vue'
import type { WallLayout } from '../layout/wall-layout.ts'
import type { WallSettings } from '../settings.ts'
import { useWindowSize } from '@vueuse/core'
import { computed, watchEffect } from 'vue'
import { computeLayout } from '../layout/wall-layout.ts'

/** The wall's layout; keeps the CSS unit `--u`, from which every size is computed, in step. */
export function useViewport(
  { wallWidthMm, viewDistanceM }: Pick<WallSettings, 'wallWidthMm' | 'viewDistanceM'>,
): ComputedRef<WallLayout> {
  const { width, height } = useWindowSize({ includeScrollbar: true })
  const layout = computed(() => computeLayout({
    width: width.value,
    height: height.value,
    wallWidthMm,
    viewDistanceM,
  }))
  watchEffect(() => {
    document.documentElement.style.setProperty('--u', `${layout.value.unit}px`)
  })
  return layout
}
