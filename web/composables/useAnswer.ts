import type { ComputedRef } from 'vue'
import type { Answer, AnswerBody, AnswerName } from '../../contract/answers.ts'
import type { AnswerStore } from '../answers/answer-store.ts'
import type { PanelState } from '../answers/answer-view.ts'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { stateOfAnswer } from '../answers/answer-view.ts'
import { useWall } from './useWall.ts'

export interface ShownAnswer<N extends AnswerName> {
  /** Null before the first answer, and while the past is shown. */
  body: ComputedRef<AnswerBody<N> | null>
  view: ComputedRef<PanelState>
}

/** One answer of a scope, kept up to date while the panel is there. */
export function useAnswer<N extends AnswerName>(name: N, scope: () => string): ShownAnswer<N> {
  const { answers, now, playback } = useWall()
  const held = shallowRef<ReturnType<AnswerStore['hold']> | null>(null)
  watch(scope, (code) => {
    held.value?.release()
    held.value = answers.hold(name, code)
  }, { immediate: true })
  onScopeDispose(() => held.value?.release())

  const state = computed(() => held.value?.state.value ?? { answer: null, problem: null })
  const view = computed(() => stateOfAnswer(state.value, now.value, playback.active.value))
  return {
    view,
    body: computed(() => view.value.state === 'past'
      ? null
      : (state.value.answer as Answer<N> | null)?.body ?? null),
  }
}
