import type { ComputedRef, Ref } from 'vue'
import { useIntervalFn } from '@vueuse/core'
import { computed, ref } from 'vue'

/** Long enough to read a page from five metres. */
const PAGE_MS = 12_000

/** The page of a list that turns by itself; the first one where nothing may move. */
export function usePages<T>(
  rows: () => readonly T[],
  perPage: () => number,
  motion: Readonly<Ref<boolean>>,
): { page: ComputedRef<number>, pages: ComputedRef<number>, shown: ComputedRef<T[]> } {
  const turned = ref(0)
  useIntervalFn(() => {
    turned.value++
  }, PAGE_MS)
  const size = computed(() => Math.max(1, perPage()))
  const pages = computed(() => Math.max(1, Math.ceil(rows().length / size.value)))
  const page = computed(() => motion.value ? turned.value % pages.value : 0)
  return {
    page,
    pages,
    shown: computed(() => rows().slice(page.value * size.value, (page.value + 1) * size.value)),
  }
}
