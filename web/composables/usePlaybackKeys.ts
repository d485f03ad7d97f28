import type { Playback } from './usePlayback.ts'
import { useEventListener } from '@vueuse/core'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Space pauses, left and right go an hour (with shift a day), up and down change the speed, L and
 * Escape lead back to now. On the live wall the keys of scenes hold instead.
 */
export function usePlaybackKeys(playback: Playback): void {
  const { active, atMs } = playback

  const leap = ({ shiftKey }: KeyboardEvent): number => shiftKey ? DAY_MS : HOUR_MS
  const acts: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ' ': playback.toggle,
    'ArrowLeft': event => playback.jump(atMs.value - leap(event)),
    'ArrowRight': event => playback.jump(atMs.value + leap(event)),
    'ArrowUp': playback.faster,
    'ArrowDown': playback.slower,
    'l': playback.goLive,
    'L': playback.goLive,
    'Escape': playback.goLive,
  }

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const act = acts[event.key]
    const elsewhere = event.ctrlKey || event.metaKey || event.altKey
    if (!active.value || elsewhere || act === undefined)
      return
    // A focused button must not be pressed by the same space.
    event.preventDefault()
    act(event)
  })
}
