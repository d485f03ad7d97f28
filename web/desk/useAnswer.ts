import type { Ref } from 'vue'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { ask } from './ask.ts'

export interface Answer<T> {
  value: Readonly<Ref<T | null>>
  problem: Readonly<Ref<string | null>>
  busy: Readonly<Ref<boolean>>
  load: (path: string) => Promise<void>
}

/** The latest answer of a question; what was shown stays until the next one is there. */
export function useAnswer<T>(token: string | null): Answer<T> {
  const value = shallowRef<T | null>(null)
  const problem = ref<string | null>(null)
  const busy = ref(false)
  let asked = 0
  onScopeDispose(() => asked++)

  async function load(path: string): Promise<void> {
    const own = ++asked
    busy.value = true
    try {
      const found = await ask<T>(path, token)
      if (own === asked) {
        value.value = found
        problem.value = null
      }
    }
    catch (error) {
      if (own === asked)
        problem.value = error instanceof Error ? error.message : String(error)
    }
    finally {
      if (own === asked)
        busy.value = false
    }
  }

  return { value, problem, busy, load }
}
