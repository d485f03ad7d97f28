import type { ComputedRef } from 'vue'
import type { PanelState, PanelStateName } from '../answers/answer-view.ts'
import type { PanelSign } from '../live/panel-state.ts'
import { computed } from 'vue'
import { createClockReader } from '../format/clock.ts'
import { describePanelState, panelStateOf } from '../live/panel-state.ts'
import { useWall } from './useWall.ts'

export interface ShownPanelState {
  state: ComputedRef<PanelStateName>
  /** What the panel says about its state; null: nothing is worth a word. */
  sign: ComputedRef<PanelSign | null>
  /** The values shown are not of now. */
  old: ComputedRef<boolean>
}

/**
 * The state that a panel is drawn in.
 * @param room what there is for words
 * @param view of a panel that asks the server itself; undefined: it moves with the frame
 */
export function usePanelState(
  room: 'brief' | 'full',
  view: () => PanelState | undefined = () => undefined,
): ShownPanelState {
  const { t, profile, now, freshness, knowledge } = useWall()
  const clock = createClockReader(profile.timezone, t.lang)
  const state = computed(() =>
    panelStateOf(view()?.state ?? freshness.value.state, knowledge.value))
  const ageMs = computed(() => view()?.ageMs ?? freshness.value.ageMs)
  return {
    state,
    sign: computed(() => describePanelState(
      state.value,
      ageMs.value,
      knowledge.value,
      t,
      room,
      ms => clock.moment(ms, now.value),
    )),
    old: computed(() => ['late', 'stale', 'failing'].includes(state.value)),
  }
}
