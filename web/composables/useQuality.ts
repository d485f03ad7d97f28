import type { Ref } from 'vue'
import type { QualityBody } from '../../contract/quality.ts'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { lastDays } from '../format/last-days.ts'
import { readApi } from '../live/read-api.ts'

/** The server counts anew every ten seconds; nobody needs it sooner on a wall. */
const EVERY_MS = 30_000

export interface Quality {
  /** The last answer; it stays while the server is away. */
  quality: Readonly<Ref<QualityBody | null>>
  /** Why there is no newer one, in the server's words. */
  problem: Readonly<Ref<string | null>>
}

/** Data quality of the last `days` days, read again and again. */
export function useQuality(token: string | null, days = 1): Quality {
  const quality = shallowRef<QualityBody | null>(null)
  const problem = ref<string | null>(null)
  let timer = 0
  let stopped = false

  async function load(): Promise<void> {
    try {
      const today = await readApi<QualityBody>('api/v1/quality', token)
      quality.value = today === null || days === 1
        ? today
        : await readApi<QualityBody>(`api/v1/quality?${lastDays(today.from, days)}`, token)
      problem.value = null
    }
    catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
    }
    if (!stopped)
      timer = window.setTimeout(load, EVERY_MS)
  }

  void load()
  onScopeDispose(() => {
    stopped = true
    clearTimeout(timer)
  })
  return { quality, problem }
}
