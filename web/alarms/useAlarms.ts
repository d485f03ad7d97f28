import type { InjectionKey, Ref } from 'vue'
import type { Alarm, AlarmBoard } from '../../contract/alarms.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { Messages } from '../i18n/messages.ts'
import type { AlarmText } from './describe-alarm.ts'
import type { Takeover } from './takeovers.ts'
import type { AlarmWords } from './words/alarm-words.ts'
import { useEventListener } from '@vueuse/core'
import { computed, inject, onScopeDispose, readonly, ref, shallowRef, watch } from 'vue'
import { createAlarmPlayer } from './alarm-sound.ts'
import { createAlarmTexts } from './describe-alarm.ts'
import { createFreshSound } from './fresh-sound.ts'
import { createQuietHours } from './quiet-hours.ts'
import { createTakeovers } from './takeovers.ts'
import { pickAlarmWords } from './words/pick-words.ts'

/** How the wall stands with sound; `blocked`: the browser waits for a touch. */
export type SoundState = 'on' | 'off' | 'blocked'

/** What the wall knows of alarms, for the bar and the takeover. */
export interface WallAlarms {
  words: AlarmWords
  /** Of the scope on show; null before they were heard. */
  board: Readonly<Ref<AlarmBoard | null>>
  textOf: (alarm: Alarm) => AlarmText
  /** Who has the whole wall; null: the scene. */
  takeover: Readonly<Ref<Takeover | null>>
  dismiss: () => void
  sound: Readonly<Ref<SoundState>>
  /** Does the city have a rule that makes a sound? */
  sounds: boolean
  toggleSound: () => void
}

export interface AlarmsOptions {
  profile: ProfileBody
  t: Messages
  scope: Readonly<Ref<string>>
  board: Readonly<Ref<AlarmBoard | null>>
  /** The server's clock, ticking every second. */
  now: Readonly<Ref<number>>
  /** True while the past is shown: nothing interrupts it. */
  playing: Readonly<Ref<boolean>>
  /** Visitors are not startled, and not told of sensitive categories. */
  visit: boolean
  sound: boolean
}

export const alarmsKey: InjectionKey<WallAlarms> = Symbol('alarms')

export function useAlarms(): WallAlarms {
  const alarms = inject(alarmsKey)
  if (!alarms)
    throw new Error('useAlarms() was called outside of the wall: provide alarmsKey first')
  return alarms
}

/** Alarms of a wall for as long as it hangs: what lasts, who takes it over, what sounds. */
export function createWallAlarms(options: AlarmsOptions): WallAlarms {
  const { profile, t, scope, now, playing, visit } = options
  const words = pickAlarmWords(t)
  const board = computed(() =>
    options.board.value?.scope === scope.value ? options.board.value : null)

  let takeovers = createTakeovers(profile.alarms.rules)
  const takeover = shallowRef<Takeover | null>(null)
  watch([board, now], () => {
    if (board.value !== null)
      takeover.value = takeovers.look(board.value.active, now.value, !visit && !playing.value)
  })
  watch(scope, () => {
    // Another scope's alarms are new to the screen, not new.
    takeovers = createTakeovers(profile.alarms.rules)
    takeover.value = null
  })
  function dismiss(): void {
    takeovers.dismiss(now.value)
    takeover.value = null
  }

  const { sound, toggleSound } = useSound(options, board)
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.altKey
    if (takeover.value !== null && event.key === 'Escape') {
      event.preventDefault()
      dismiss()
    }
    else if ((event.key === 'm' || event.key === 'M') && !elsewhere && !visit) {
      toggleSound()
    }
  })

  return {
    words,
    board,
    textOf: createAlarmTexts({ profile, t, words, visit }),
    takeover: readonly(takeover),
    dismiss,
    sound,
    sounds: !visit && profile.alarms.rules.some(rule => rule.sound !== undefined),
    toggleSound,
  }
}

function useSound(
  { profile, now, playing, visit, sound: wanted, scope }: AlarmsOptions,
  board: Readonly<Ref<AlarmBoard | null>>,
): { sound: Readonly<Ref<SoundState>>, toggleSound: () => void } {
  const sound = ref<SoundState>(wanted && !visit ? 'on' : 'off')
  const player = createAlarmPlayer()
  const isQuiet = createQuietHours(profile.timezone)
  const fresh = () => createFreshSound(profile.alarms, isQuiet)
  const isOff = (): boolean => sound.value === 'off'
  let soundOf = fresh()
  onScopeDispose(() => void player.close())
  watch(scope, () => {
    soundOf = fresh()
  })
  watch(board, async () => {
    if (board.value === null)
      return
    const due = soundOf(board.value.active, now.value)
    if (due === null || isOff() || playing.value)
      return
    const heard = await player.play(due)
    // Somebody may have muted it meanwhile.
    if (!isOff())
      sound.value = heard ? 'on' : 'blocked'
  })
  useEventListener(window, ['pointerdown', 'keydown'], () => {
    if (sound.value === 'blocked')
      sound.value = 'on'
  })
  return {
    sound: readonly(sound),
    toggleSound: () => {
      sound.value = isOff() ? 'on' : 'off'
    },
  }
}
