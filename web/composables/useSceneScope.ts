import type { ComputedRef } from 'vue'
import type { Scenes } from './useScenes.ts'
import { computed } from 'vue'
import { useScope } from './useScope.ts'

/**
 * The region on the screen. A scene may have one of its own, which holds while the screen has
 * chosen none, that is while it is at the root.
 */
export function useSceneScope(root: string, scenes: Scenes): {
  scope: ComputedRef<string>
  goTo: (code: string) => void
} {
  const { scope: own, goTo } = useScope(root)
  const scope = computed(() => own.value === root
    ? scenes.current.value.scope ?? own.value
    : own.value)
  return {
    scope,
    goTo: (code) => {
      // Up from a scene's own region: the screen never left the root, so its scene has to change.
      if (code === own.value && code !== scope.value)
        scenes.show(scenes.list[0]!.id)
      goTo(code)
    },
  }
}
