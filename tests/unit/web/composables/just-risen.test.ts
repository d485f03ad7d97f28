import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useJustRisen } from '../../../../web/composables/useJustRisen.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

it('is true for ten seconds after a single rise, and not without end while one follows another', async () => {
  const scope = effectScope()
  const count = ref<number | null>(null)
  const risen = scope.run(() => useJustRisen(() => count.value))!
  const change = async (n: number, afterMs: number): Promise<boolean> => {
    vi.advanceTimersByTime(afterMs)
    count.value = n
    await nextTick()
    return risen.value
  }
  expect(await change(7, 0)).toBe(false)
  expect(await change(6, 5000)).toBe(false)
  expect(await change(7, 5000)).toBe(true)
  // Four a second: the pulse that began is the only one.
  for (let n = 8; n < 8 + 39; n++)
    expect(await change(n, 250)).toBe(true)
  expect([await change(50, 250), await change(51, 250)]).toEqual([false, false])
  expect(await change(52, 1000)).toBe(true)
  scope.stop()
})
