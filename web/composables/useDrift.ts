import type { ComputedRef, Ref } from 'vue'
import { useIntervalFn } from '@vueuse/core'
import { computed, ref } from 'vue'

const EVERY_MS = 600_000
const STEPS = [[0, 0], [2, 0], [2, 2], [0, 2]] as const

/** Moves the picture by two pixels every ten minutes, so that a screen does not burn in. */
export function useDrift(
  motion: Readonly<Ref<boolean>>,
): ComputedRef<{ transform: string } | undefined> {
  const step = ref(0)
  useIntervalFn(() => {
    step.value = (step.value + 1) % STEPS.length
  }, EVERY_MS)
  return computed(() => {
    const [x, y] = STEPS[step.value]!
    return motion.value && step.value > 0 ? { transform: `translate(${x}px, ${y}px)` } : undefined
  })
}
