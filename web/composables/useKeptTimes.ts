import type { Ref, ShallowRef } from 'vue'
import type { PastReader } from '../playback/read-past.ts'
import type { ZonedTimes } from '../playback/zoned-time.ts'
import { useIntervalFn } from '@vueuse/core'
import { onScopeDispose, shallowRef, watch } from 'vue'

/** Today's frames are still being kept. */
const AGAIN_MS = 60_000
const DAY_MS = 86_400_000
/** What was kept before midnight holds after it; days of a zone have up to 25 hours. */
const MARGIN_MS = 3_600_000

export interface KeptTimesOptions {
  active: Readonly<Ref<boolean>>
  scope: Readonly<Ref<string>>
  atMs: Readonly<Ref<number>>
  times: ZonedTimes
  reader: Pick<PastReader, 'kept'>
}

export interface KeptTimes {
  /** Moments of the day played of which frames are kept, ascending; empty until that is known. */
  keptMs: Readonly<ShallowRef<readonly number[]>>
  /** Resolves when the server has answered, or could not. */
  settled: () => Promise<void>
}

export function useKeptTimes(options: KeptTimesOptions): KeptTimes {
  const { active, scope, atMs, times, reader } = options
  const kept = shallowRef<readonly number[]>([])
  let abort = new AbortController()
  let reading = Promise.resolve()

  async function read(): Promise<void> {
    abort.abort()
    abort = new AbortController()
    const { signal } = abort
    const start = times.startOfDay(atMs.value)
    try {
      const found = await reader.kept(
        scope.value,
        start - MARGIN_MS,
        start + DAY_MS + MARGIN_MS,
        signal,
      )
      if (!signal.aborted)
        kept.value = found
    }
    catch {
      // Without the list frames are recomputed: the queue says what is wrong with the server.
    }
  }

  watch(
    () => active.value ? `${scope.value} ${times.startOfDay(atMs.value)}` : null,
    (now) => {
      kept.value = []
      if (now !== null)
        reading = read()
    },
    { immediate: true },
  )
  useIntervalFn(() => active.value && void read(), AGAIN_MS)
  onScopeDispose(() => abort.abort())
  return { keptMs: kept, settled: async () => reading }
}
