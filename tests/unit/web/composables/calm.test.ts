import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { useCalm } from '../../../../web/composables/useCalm.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

it('lets what changes now and then move, and what changes all the time just change', () => {
  const scope = effectScope()
  const value = ref(0)
  const calm = scope.run(() => useCalm(() => value.value))!
  const change = (afterMs: number): boolean => {
    vi.advanceTimersByTime(afterMs)
    value.value++
    return calm.value
  }
  expect(change(0)).toBe(true)
  expect([change(250), change(250), change(999)]).toEqual([false, false, false])
  expect(change(1000)).toBe(true)
  scope.stop()
})
