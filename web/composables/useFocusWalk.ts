import type { Ref } from 'vue'
import type { MapPanel } from '../../contract/panels/map.ts'
import { useIntervalFn } from '@vueuse/core'
import { readonly, ref, watch } from 'vue'
import { nextFocus } from '../map/next-focus.ts'

const STEP_MS = 1000
const STEPS_EACH = 20
/** After so many steps the whole city is shown again, until the next region's turn. */
const STEPS_LIT = 8

/**
 * Leads the eye to one region with overdue cases after another, every twenty seconds; null in
 * between, while nothing is overdue, and when nothing may move.
 */
export function useFocusWalk(
  areas: Readonly<Ref<MapPanel['areas']>>,
  motion: Readonly<Ref<boolean>>,
): Readonly<Ref<string | null>> {
  const focus = ref<string | null>(null)
  let last: string | null = null
  let step = 0

  useIntervalFn(() => {
    step = (step + 1) % STEPS_EACH
    if (step === STEPS_LIT || !motion.value)
      focus.value = null
    else if (step === 0)
      focus.value = last = nextFocus(areas.value, last)
  }, STEP_MS)
  watch(() => areas.value.map(area => area.code).join(), () => {
    focus.value = last = null
  })
  return readonly(focus)
}
