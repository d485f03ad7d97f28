import type { Ref } from 'vue'
import { useEventListener } from '@vueuse/core'
import { readonly, ref } from 'vue'
import { readSettings } from '../settings.ts'

/** The region on the screen. The address follows, so a screen reopens where it was. */
export function useScope(root: string): {
  scope: Readonly<Ref<string>>
  goTo: (code: string) => void
} {
  const fromAddress = () => readSettings(location.search).scope ?? root
  const scope = ref(fromAddress())

  function goTo(code: string): void {
    if (code === scope.value)
      return
    const query = new URLSearchParams(location.search)
    query.set('scope', code)
    history.pushState(null, '', `?${query}`)
    scope.value = code
  }

  useEventListener(window, 'popstate', () => {
    scope.value = fromAddress()
  })
  return { scope: readonly(scope), goTo }
}
