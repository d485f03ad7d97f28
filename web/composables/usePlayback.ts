import type { Ref, ShallowRef } from 'vue'
import type { Frame } from '../../contract/frame.ts'
import type { PastFrame } from '../playback/past-frame.ts'
import type { ZonedTimes } from '../playback/zoned-time.ts'
import { useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { readPlayback, writePlayback } from '../playback/address.ts'
import { createFrameQueue } from '../playback/frame-queue.ts'
import { isKept, reusePanels } from '../playback/past-frame.ts'
import { createPlayer } from '../playback/player.ts'
import { createPastReader, PastRefused } from '../playback/read-past.ts'
import { faster, slower, stepMs } from '../playback/speeds.ts'
import { useKeptTimes } from './useKeptTimes.ts'

const BEAT_MS = 40
const ADDRESS_EVERY_MS = 1000
/** Below this, changes of one picture are still moving when the next one comes. */
const STILL_BELOW_MS = 900
const GONE = new Set(['no_kept_frame', 'kept_frame_outdated'])

/** A stretch of the past on the wall. */
export interface Playback {
  active: Readonly<Ref<boolean>>
  /** The picture of the past; null until the first one came. */
  frame: Readonly<ShallowRef<PastFrame | null>>
  /** The moment shown, or asked for while its picture is on its way; milliseconds since 1970. */
  atMs: Readonly<Ref<number>>
  speed: Readonly<Ref<number>>
  paused: Readonly<Ref<boolean>>
  /** The picture of `atMs` is on its way. */
  waiting: Readonly<Ref<boolean>>
  /** Why no picture comes, in the server's words; null while they do. */
  problem: Readonly<Ref<string | null>>
  /** Moments of the day played of which frames are kept, ascending. */
  keptMs: Readonly<ShallowRef<readonly number[]>>
  /** Pictures follow one another too fast for movements. */
  rapid: Readonly<Ref<boolean>>
  /** The end of the past. */
  presentMs: () => number
  times: ZonedTimes
  /** Begins there, or goes on from there. */
  jump: (atMs: number) => void
  toggle: () => void
  faster: () => void
  slower: () => void
  goLive: () => void
}

export interface PlaybackOptions {
  scope: Readonly<Ref<string>>
  token: string | null
  times: ZonedTimes
  /** The frame that the live wall would show: its moment is the present. */
  live: Readonly<ShallowRef<Frame | null>>
  /** The server's clock. */
  now: Readonly<Ref<number>>
}

export function usePlayback({ scope, token, times, live, now }: PlaybackOptions): Playback {
  const asked = readPlayback(location.search, times)
  const active = ref(asked.atMs !== null)
  const frame = shallowRef<PastFrame | null>(null)
  const atMs = ref(asked.atMs ?? 0)
  const speed = ref(asked.speed)
  const paused = ref(asked.paused)
  const waiting = ref(false)
  const problem = ref<string | null>(null)
  const presentMs = (): number => live.value === null ? now.value : Date.parse(live.value.asOf)
  const steadyNow = (): number => performance.now()

  const session = Math.random().toString(36).slice(2)
  const reader = createPastReader(token, session)
  const { keptMs, settled } = useKeptTimes({ active, scope, atMs, times, reader })
  const queue = createFrameQueue({
    load: async (at, signal) => {
      await settled()
      return isKept(keptMs.value, at)
        ? readKept(at, signal)
        : reader.now(scope.value, at, signal)
    },
    onProblem: (message) => {
      problem.value = message
    },
    steadyNow,
  })
  const player = createPlayer({ queue, presentMs, steadyNow })

  /** The frame that was shown; recomputed where it turns out that this version cannot show it. */
  async function readKept(at: number, signal: AbortSignal): Promise<PastFrame> {
    try {
      return await reader.then(scope.value, at, signal)
    }
    catch (error) {
      if (error instanceof PastRefused && GONE.has(error.code))
        return reader.now(scope.value, at, signal)
      throw error
    }
  }

  function jump(to: number): void {
    if (to >= presentMs()) {
      goLive()
      return
    }
    active.value = true
    atMs.value = to
    waiting.value = true
    problem.value = null
    player.start(to, speed.value)
    writeAddress()
  }

  function goLive(): void {
    active.value = false
    frame.value = null
    problem.value = null
    queue.clear()
    writeAddress()
  }

  function setSpeed(value: number): void {
    speed.value = value
    player.setSpeed(value)
    writeAddress()
  }

  function beat(): void {
    if (!active.value)
      return
    if (!paused.value && player.atEnd()) {
      goLive()
      return
    }
    const next = player.advance(paused.value)
    if (next === null)
      return
    frame.value = reusePanels(frame.value, next.frame)
    atMs.value = next.atMs
    waiting.value = false
  }

  function writeAddress(): void {
    const state = {
      atMs: active.value ? atMs.value : null,
      speed: speed.value,
      paused: paused.value,
    }
    const search = writePlayback(location.search, state, times)
    if (search !== location.search)
      history.replaceState(history.state, '', `${location.pathname}${search}`)
  }

  useIntervalFn(beat, BEAT_MS)
  useIntervalFn(() => active.value && writeAddress(), ADDRESS_EVERY_MS)
  watch(scope, () => active.value && jump(atMs.value))
  onScopeDispose(queue.clear)
  if (asked.atMs !== null)
    jump(asked.atMs)

  return {
    active,
    frame,
    atMs,
    speed,
    paused,
    waiting,
    problem,
    keptMs,
    rapid: computed(() =>
      active.value && !paused.value && stepMs(speed.value, 0) / speed.value < STILL_BELOW_MS),
    presentMs,
    times,
    jump,
    toggle: () => {
      paused.value = !paused.value
      // The pause is no time that has to be caught up with.
      player.setSpeed(speed.value)
      writeAddress()
    },
    faster: () => setSpeed(faster(speed.value)),
    slower: () => setSpeed(slower(speed.value)),
    goLive,
  }
}
