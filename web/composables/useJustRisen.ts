import type { Ref } from 'vue'
import { useTimeoutFn } from '@vueuse/core'
import { readonly, ref, watch } from 'vue'
import { useCalm } from './useCalm.ts'

const PULSE_MS = 10_000

/**
 * True for ten seconds after a count has grown. The first count is no growth, and one that changes
 * again within a second says nothing new: it would be true without end.
 */
export function useJustRisen(count: () => number | null): Readonly<Ref<boolean>> {
  const risen = ref(false)
  const calm = useCalm(count)
  const { start } = useTimeoutFn(() => {
    risen.value = false
  }, PULSE_MS, { immediate: false })
  watch(count, (now, before) => {
    if (now !== null && before !== null && now > before && calm.value) {
      risen.value = true
      start()
    }
  })
  return readonly(risen)
}
