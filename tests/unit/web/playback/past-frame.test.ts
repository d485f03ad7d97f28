import type { Frame } from '../../../../contract/frame.ts'
import { expect, it } from 'vitest'
import { isKept, reusePanels } from '../../../../web/playback/past-frame.ts'
import { panelsWith } from '../../../helpers/panels.ts'

const frame = (dueSoon: number, scope = 'c') => ({ scope, panels: panelsWith(dueSoon) }) as Frame

it('takes a kept frame for shown until a recorder would have kept the next', () => {
  const minute = 60_000
  expect(isKept([], minute)).toBe(false)
  expect(isKept([10 * minute], 9 * minute)).toBe(false)
  expect(isKept([10 * minute], 10 * minute)).toBe(true)
  expect(isKept([10 * minute, 90 * minute], 15 * minute)).toBe(true)
  expect(isKept([10 * minute, 90 * minute], 16 * minute)).toBe(false)
})

it('keeps the identity of panels that say the same', () => {
  const before = frame(1)
  const after = reusePanels(before, frame(2))
  expect(after.panels.hours).toBe(before.panels.hours)
  expect(after.panels.summary).not.toBe(before.panels.summary)
  expect(after.panels).toEqual(panelsWith(2))
})

it('reuses nothing of another scope', () => {
  const after = frame(1, 'n')
  expect(reusePanels(frame(1), after)).toBe(after)
})
