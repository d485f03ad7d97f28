import type { Ref } from 'vue'
import type { Scenes } from './useScenes.ts'
import { useEventListener, usePointerSwipe } from '@vueuse/core'
import { fillScreen } from './fill-screen.ts'

/** A finger that moves less far than this has tapped, pixels. */
const SWIPE_PX = 120

export interface SceneKeysOptions {
  scenes: Scenes
  /** While the past is shown its own keys hold. */
  past: Readonly<Ref<boolean>>
  help: Ref<boolean>
  down: () => void
  up: () => void
}

/**
 * Right and left lead to the next scene and back, up and down through the regions, space stops
 * and starts the playlist, digits pick a scene, F fills the screen, H or ? helps. A finger that
 * swipes does what the arrows do.
 */
export function useSceneKeys({ scenes, past, help, down, up }: SceneKeysOptions): void {
  const acts: Readonly<Record<string, () => void>> = {
    'ArrowRight': () => scenes.step(1),
    'ArrowLeft': () => scenes.step(-1),
    'PageDown': () => scenes.step(1),
    'PageUp': () => scenes.step(-1),
    'ArrowDown': down,
    'ArrowUp': up,
    ' ': scenes.toggle,
    'f': () => void fillScreen(),
    'F': () => void fillScreen(),
    'h': () => (help.value = !help.value),
    'H': () => (help.value = !help.value),
    '?': () => (help.value = !help.value),
    'Escape': () => (help.value = false),
  }

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.altKey
    const picked = scenes.list[Number.parseInt(event.key) - 1]
    const act = acts[event.key] ?? (picked && (() => scenes.show(picked.id)))
    if (past.value || elsewhere || act === undefined)
      return
    // A focused button must not be pressed by the same key.
    event.preventDefault()
    act()
  })

  usePointerSwipe(document.documentElement, {
    threshold: SWIPE_PX,
    pointerTypes: ['touch', 'pen'],
    onSwipeEnd: (_event, direction) => {
      if (past.value)
        return
      const swipes = {
        left: () => scenes.step(1),
        right: () => scenes.step(-1),
        up: down,
        down: up,
        none: () => {},
      }
      swipes[direction]()
    },
  })
}
