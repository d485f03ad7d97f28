import type { AlarmRule } from '../../../../contract/alarm-rules.ts'
import type { Alarm } from '../../../../contract/alarms.ts'
import { describe, expect, it } from 'vitest'
import { createTakeovers } from '../../../../web/alarms/takeovers.ts'
import { buildAlarm } from '../../../fixtures/frames/build-alarm.ts'

const shared = { label: { zh: '规则', en: 'Rule' }, severity: 'critical' as const }
const RULES: AlarmRule[] = [
  { ...shared, id: 'grave', kind: 'source_late', takeover: { dwellSeconds: 20, coolDownSeconds: 60 } },
  { ...shared, id: 'other', kind: 'source_late', takeover: { dwellSeconds: 10, coolDownSeconds: 0 } },
  { ...shared, id: 'mild', kind: 'source_late' },
]
const alarm = (id: string, rule = 'grave', more: Partial<Alarm> = {}) => buildAlarm(id, { rule, ...more })

/** Takeovers of a wall that was opened when nothing was wrong. */
function opened() {
  const takeovers = createTakeovers(RULES)
  takeovers.look([], 0, true)
  return {
    dismiss: (second: number) => takeovers.dismiss(second * 1000),
    at: (second: number, active: Alarm[], allowed = true) =>
      takeovers.look(active, second * 1000, allowed)?.alarm.id ?? null,
  }
}

describe('a takeover', () => {
  it('holds the wall for its dwell, then gives it back for good', () => {
    const { at } = opened()
    expect([1, 5, 20, 21, 22, 500].map(second => at(second, [alarm('a')])))
      .toEqual(['a', 'a', 'a', null, null, null])
  })

  it('ends when somebody has acknowledged it, or when it is over, or seen', () => {
    const first = opened()
    first.at(1, [alarm('a')])
    expect(first.at(2, [alarm('a', 'grave', { state: 'acknowledged' })])).toBeNull()
    const second = opened()
    second.at(1, [alarm('a')])
    expect(second.at(2, [])).toBeNull()
    const third = opened()
    third.at(1, [alarm('a')])
    third.dismiss(2)
    expect(third.at(3, [alarm('a')])).toBeNull()
  })

  it('is followed by the next one, and not by one of the same rule while that rests', () => {
    const { at } = opened()
    const active = [alarm('a'), alarm('b'), alarm('c', 'other')]
    expect(at(1, active)).toBe('a')
    expect(at(21, active)).toBe('c')
    expect(at(31, active)).toBeNull()
    expect(at(70, [...active, alarm('d')])).toBeNull()
    // 21 s + 60 s.
    expect(at(81, [...active, alarm('d'), alarm('e')])).toBe('e')
  })

  it('is nothing for rules without one, nor for what lasted before the wall was opened', () => {
    expect(opened().at(1, [alarm('a', 'mild')])).toBeNull()
    const takeovers = createTakeovers(RULES)
    expect(takeovers.look([alarm('a')], 1000, true)).toBeNull()
    expect(takeovers.look([alarm('a'), alarm('b')], 2000, true)?.alarm.id).toBe('b')
  })

  it('never comes, and is not kept for later, while the wall may not be taken', () => {
    const { at } = opened()
    expect(at(1, [alarm('a')], false)).toBeNull()
    expect(at(2, [alarm('a')])).toBeNull()
    expect(at(3, [alarm('a'), alarm('c', 'other')])).toBe('c')
    expect(at(4, [alarm('a'), alarm('c', 'other')], false)).toBeNull()
  })

  it('shows the alarm as it is now', () => {
    const takeovers = createTakeovers(RULES)
    takeovers.look([], 0, true)
    takeovers.look([alarm('a')], 1000, true)
    expect(takeovers.look([alarm('a', 'grave', { value: 99 })], 2000, true)!.alarm.value).toBe(99)
  })
})
