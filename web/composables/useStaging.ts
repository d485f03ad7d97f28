import type { ComputedRef, Ref } from 'vue'
import type { Frame } from '../../contract/frame.ts'
import type { Scene } from '../../contract/scene.ts'
import { useIntervalFn } from '@vueuse/core'
import { computed, nextTick, shallowReactive, shallowRef, watch } from 'vue'

/** A scene that is shown, or drawn to be shown next. */
export interface Stage {
  scene: Scene
  scope: string
  /** The last frame of its scope, or of the scope before until that comes. */
  frame: Frame | null
}

export interface Staging {
  /** What is in the page: the scene shown, and the one that is being drawn. */
  stages: ComputedRef<Stage[]>
  shown: Readonly<Ref<Stage>>
}

/** Drawn behind the shown scene for so long at least: charts and fonts need a few pictures. */
const DRAW_MS = 400
const LOOK_EVERY_MS = 100

/**
 * Holds the next scene back until its frame is there and it has been drawn. Another region in the
 * same scene replaces the numbers where they stand.
 */
export function useStaging(
  scene: Readonly<Ref<Scene>>,
  scope: Readonly<Ref<string>>,
  frame: () => Frame | null,
): Staging {
  const stageOf = (of: Scene): Stage =>
    shallowReactive({ scene: of, scope: scope.value, frame: frame() })
  const shown = shallowRef(stageOf(scene.value))
  const coming = shallowRef<Stage | null>(null)
  let since = 0

  const look = useIntervalFn(() => {
    const next = coming.value
    if (next === null || next.frame === null || performance.now() - since < DRAW_MS)
      return
    shown.value = next
    coming.value = null
    look.pause()
  }, LOOK_EVERY_MS, { immediate: false })

  watch([scene, scope], async ([next, code]) => {
    if (next.id === shown.value.scene.id) {
      coming.value = null
      shown.value.scope = code
    }
    else if (coming.value?.scene.id === next.id) {
      coming.value.scope = code
    }
    else {
      const now = frame()
      const fits = now?.scope === code
      coming.value = shallowReactive({ scene: next, scope: code, frame: fits ? now : null })
      await nextTick()
      since = performance.now()
      look.resume()
    }
  })
  watch(frame, (next) => {
    for (const stage of [shown.value, coming.value]) {
      if (stage !== null && (next === null || next.scope === stage.scope)) {
        // The time to draw begins with the first numbers.
        since = stage === coming.value && stage.frame === null ? performance.now() : since
        stage.frame = next
      }
    }
  })

  return {
    shown,
    stages: computed(() => coming.value === null ? [shown.value] : [shown.value, coming.value]),
  }
}
