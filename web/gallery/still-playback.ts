import type { Playback } from '../composables/usePlayback.ts'
import type { ZonedTimes } from '../playback/zoned-time.ts'
import { ref, shallowRef } from 'vue'

/** A playback that stands, or none: for pictures of panels that nobody plays. */
export function stillPlayback(active: boolean, atMs: number, times: ZonedTimes): Playback {
  const rest = (): void => {}
  return {
    active: ref(active),
    frame: shallowRef(null),
    atMs: ref(atMs),
    speed: ref(1),
    paused: ref(true),
    waiting: ref(false),
    problem: ref(null),
    keptMs: shallowRef([]),
    rapid: ref(false),
    presentMs: () => atMs,
    times,
    jump: rest,
    toggle: rest,
    faster: rest,
    slower: rest,
    goLive: rest,
  }
}
