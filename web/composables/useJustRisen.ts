import type { Ref } from 'vue'
import { useTimeoutFn } from '@vueuse/core'
import { readonly, ref, watch } from 'vue'

const PULSE_MS = 10_000

/** True for ten seconds after a count has grown. The first count is no growth. */
export function useJustRisen(count: () => number | null): Readonly<Ref<boolean>> {
  const risen = ref(false)
  const { start } = useTimeoutFn(() => {
    risen.value = false
  }, PULSE_MS, { immediate: false })
  watch(count, (now, before) => {
    if (now !== null && before !== null && now > before) {
      risen.value = true
      start()
    }
  })
  return readonly(risen)
}
