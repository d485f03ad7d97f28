import type { Ref } from 'vue'
import type { Frame } from '../../contract/frame.ts'
import type { OverduePanel } from '../../contract/panels/overdue.ts'
import { shallowRef, watch } from 'vue'
import { readApi } from '../live/read-api.ts'

/**
 * The late cases of a region that the screen does not show: asked for once, when it is named.
 * Null before the answer, and where there is none: an alarm says enough without them.
 */
export function useRegionCases(
  region: Readonly<Ref<string | null>>,
  token: string | null,
): Readonly<Ref<OverduePanel | null>> {
  const panel = shallowRef<OverduePanel | null>(null)
  watch(region, async (code) => {
    panel.value = null
    if (code === null)
      return
    const frame = await readApi<Frame>(`api/v1/frames/${encodeURIComponent(code)}`, token)
      .catch(() => null)
    if (region.value === code)
      panel.value = frame?.panels.overdue ?? null
  }, { immediate: true })
  return panel
}
