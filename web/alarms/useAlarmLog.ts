import type { Ref } from 'vue'
import type { Alarm, AlarmsBody } from '../../contract/alarms.ts'
import type { Answer } from '../desk/useAnswer.ts'
import { useIntervalFn } from '@vueuse/core'
import { computed, ref } from 'vue'
import { say } from '../desk/ask.ts'
import { useAnswer } from '../desk/useAnswer.ts'

const REFRESH_MS = 10_000

export interface AlarmLog extends Omit<Answer<AlarmsBody>, 'load'> {
  /** Of the page on show; the first is 1. */
  page: Readonly<Ref<number>>
  first: () => void
  next: () => void
  /** Rejects with the server's words. */
  acknowledge: (
    alarm: Alarm,
    by: string,
    note: string,
    operatorToken: string | null,
  ) => Promise<void>
  reload: () => Promise<void>
}

/** The log as a scope and a state ask for it, page by page; the first page keeps itself new. */
export function useAlarmLog(query: () => Record<string, string>, token: string | null): AlarmLog {
  const { value, problem, busy, load } = useAnswer<AlarmsBody>(token)
  const cursors = ref<string[]>([])
  const page = computed(() => cursors.value.length + 1)

  async function reload(): Promise<void> {
    const cursor = cursors.value.at(-1)
    const asked = new URLSearchParams({ ...query(), ...(cursor === undefined ? {} : { cursor }) })
    await load(`api/v1/alarms?${asked.toString()}`)
  }

  useIntervalFn(() => {
    if (page.value === 1 && !busy.value)
      void reload()
  }, REFRESH_MS)

  return {
    value,
    problem,
    busy,
    page,
    reload,
    first() {
      cursors.value = []
      void reload()
    },
    next() {
      const cursor = value.value?.next
      if (cursor) {
        cursors.value = [...cursors.value, cursor]
        void reload()
      }
    },
    async acknowledge(alarm, by, note, operatorToken) {
      const path = `api/v1/alarms/${encodeURIComponent(alarm.id)}/acknowledge`
      const body = { ...(by === '' ? {} : { by }), ...(note === '' ? {} : { note }) }
      await say<Alarm>(path, body, operatorToken)
      await reload()
    },
  }
}
