import type { ComputedRef, Ref } from 'vue'
import type { ProfileBody } from '../../contract/profile.ts'
import type { Scene } from '../../contract/scene.ts'
import type { WallSettings } from '../settings.ts'
import { computed, readonly, ref } from 'vue'
import { nextTurn } from '../playlist/next-turn.ts'

/** Which scene is shown, and which comes next. */
export interface Scenes {
  list: readonly Scene[]
  /** The scene wanted; it appears when it is drawn. */
  current: ComputedRef<Scene>
  /** Scenes take turns by themselves. */
  playing: Readonly<Ref<boolean>>
  /** False where the profile has no playlist. */
  playable: boolean
  show: (id: string) => void
  /** The scene after or before in the list, round and round. */
  step: (by: 1 | -1) => void
  toggle: () => void
  /**
   * So many seconds of the running turn have passed.
   * @param seconds since the call before
   * @param time HH:MM of the city's day, which the next turn must suit
   */
  wait: (seconds: number, time: string) => void
}

/** The screen's scene: by hand, or by the playlist's turns. The address follows the hand. */
export function useScenes(
  { scenes: list, playlist }: Pick<ProfileBody, 'scenes' | 'playlist'>,
  settings: Pick<WallSettings, 'scene' | 'play'>,
): Scenes {
  const known = (id: string | null) => list.find(scene => scene.id === id)
  const id = ref((known(settings.scene) ?? list[0]!).id)
  const playable = playlist.length > 1
  const playing = ref(settings.play && playable)
  let turn = turnOf(id.value)
  let passed = 0

  function turnOf(scene: string): number {
    return playlist.findIndex(entry => entry.scene === scene)
  }

  function show(next: string): void {
    if (known(next) === undefined)
      return
    id.value = next
    passed = 0
    // From here the playlist goes on where this scene has its turn.
    turn = turnOf(next) < 0 ? turn : turnOf(next)
    const query = new URLSearchParams(location.search)
    query.set('scene', next)
    history.replaceState(history.state, '', `?${query}`)
  }

  return {
    list,
    current: computed(() => known(id.value) ?? list[0]!),
    playing: readonly(playing),
    playable,
    show,
    step: (by) => {
      const at = list.findIndex(scene => scene.id === id.value)
      show(list[(at + by + list.length) % list.length]!.id)
    },
    toggle: () => {
      playing.value = playable && !playing.value
      passed = 0
    },
    wait: (seconds, time) => {
      passed += seconds
      if (!playing.value || passed < (playlist[turn]?.seconds ?? 0))
        return
      passed = 0
      const next = nextTurn(playlist, turn, time)
      if (next === null)
        return
      turn = next
      id.value = playlist[next]!.scene
    },
  }
}
