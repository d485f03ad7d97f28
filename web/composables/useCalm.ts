import type { Ref } from 'vue'
import { readonly, ref, watch } from 'vue'

/** What changes again sooner would move without end: nobody could read it. */
const CALM_MS = 1000

/** False from a change that follows the one before so soon that it has to come without movement. */
export function useCalm(change: () => unknown): Readonly<Ref<boolean>> {
  const calm = ref(true)
  let changedMs = -Infinity
  // Before the change is drawn, whose movement it is about.
  watch(change, () => {
    const nowMs = performance.now()
    calm.value = nowMs - changedMs >= CALM_MS
    changedMs = nowMs
  }, { flush: 'sync' })
  return readonly(calm)
}
