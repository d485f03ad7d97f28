import type { Ref } from 'vue'
import { useIntervalFn } from '@vueuse/core'
import { computed, ref } from 'vue'

/**
 * The server's clock, ticking every second. It runs on the screen's steady clock, so a computer
 * whose date is wrong, or is set right while the wall runs, still shows true ages.
 */
export function useServerClock(offset: Readonly<Ref<number | null>>): Readonly<Ref<number>> {
  const steady = ref(performance.now())
  useIntervalFn(() => {
    steady.value = performance.now()
  }, 1000)
  // Until the first probe is answered the screen's own date is the best guess.
  const guess = Date.now() - performance.now()
  return computed(() => steady.value + (offset.value ?? guess))
}
