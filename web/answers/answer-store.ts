import type { Ref } from 'vue'
import type { Answer, AnswerName } from '../../contract/answers.ts'
import { readonly, shallowRef } from 'vue'
import { ANSWER_INTERVAL_MS } from '../../contract/answers.ts'

/** What is known of one answer of one scope. */
export interface AnswerState {
  /** The last one; it stays while the server is away. */
  answer: Answer | null
  /** Why there is no newer one, in the server's words; null while there is nothing wrong. */
  problem: string | null
}

export interface AnswerStore {
  /** Asks again and again from now on, until `release` is called; the same for all who hold it. */
  hold: (name: AnswerName, scope: string) => {
    state: Readonly<Ref<AnswerState>>
    release: () => void
  }
  /** Stops asking whatever is held. */
  close: () => void
}

interface Held {
  holders: number
  state: Ref<AnswerState>
  timer: ReturnType<typeof setTimeout> | undefined
  /** Nobody holds it any more: an answer on its way comes too late. */
  gone: boolean
}

type Read = (path: string) => Promise<Answer | null>

/** Answers of the server that panels ask for: each once, however many panels show it. */
export function createAnswerStore(read: Read): AnswerStore {
  const all = new Map<string, Held>()

  async function load(held: Held, name: AnswerName, scope: string): Promise<void> {
    let next: AnswerState
    try {
      const answer = await read(`api/v1/answers/${name}?scope=${encodeURIComponent(scope)}`)
      next = { answer: answer ?? held.state.value.answer, problem: null }
    }
    catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      next = { answer: held.state.value.answer, problem }
    }
    if (held.gone)
      return
    held.state.value = next
    held.timer = setTimeout(load, ANSWER_INTERVAL_MS, held, name, scope)
  }

  function drop(key: string, held: Held): void {
    held.gone = true
    clearTimeout(held.timer)
    all.delete(key)
  }

  return {
    hold(name, scope) {
      const key = `${name} ${scope}`
      let held = all.get(key)
      if (held === undefined) {
        const state = shallowRef<AnswerState>({ answer: null, problem: null })
        held = { holders: 0, state, timer: undefined, gone: false }
        all.set(key, held)
        void load(held, name, scope)
      }
      const kept = held
      kept.holders++
      return {
        state: readonly(kept.state) as Readonly<Ref<AnswerState>>,
        release: () => {
          kept.holders--
          if (kept.holders === 0)
            drop(key, kept)
        },
      }
    },
    close: () => {
      for (const [key, held] of all)
        drop(key, held)
    },
  }
}
