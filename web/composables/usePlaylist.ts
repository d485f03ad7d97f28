import type { Scenes } from './useScenes.ts'
import { useIntervalFn } from '@vueuse/core'

const BEAT_MS = 1000

export interface PlaylistOptions {
  scenes: Scenes
  /** HH:MM of the city's day. */
  timeOfDay: () => string
  /** True while the turns have to wait, for instance while the past is shown. */
  held: () => boolean
}

/** Counts out the turns of the playlist, second by second. */
export function usePlaylist({ scenes, timeOfDay, held }: PlaylistOptions): void {
  useIntervalFn(() => {
    if (!held())
      scenes.wait(BEAT_MS / 1000, timeOfDay())
  }, BEAT_MS)
}
