import type { AlarmRules } from '../../../../contract/alarm-rules.ts'
import { describe, expect, it } from 'vitest'
import { createFreshSound } from '../../../../web/alarms/fresh-sound.ts'
import { buildAlarm } from '../../../fixtures/frames/build-alarm.ts'

const shared = { kind: 'source_late' as const, label: { zh: '规则', en: 'Rule' }, severity: 'alarm' as const }
const RULES: AlarmRules = {
  quietHours: [{ from: '22:00', to: '07:00' }],
  rules: [
    { ...shared, id: 'soft', sound: 'chime' },
    { ...shared, id: 'loud', sound: 'siren' },
    { ...shared, id: 'always', sound: 'bell', quietHours: [] },
    { ...shared, id: 'silent' },
  ],
}
const alarm = (id: string, rule: string) => buildAlarm(id, { rule })

/** The sound of a wall that was opened when nothing was wrong. */
function opened(isQuiet = false) {
  const soundOf = createFreshSound(RULES, hours => isQuiet && hours.length > 0)
  soundOf([], 0)
  return soundOf
}

describe('the sound of alarms', () => {
  it('comes once for each that is raised', () => {
    const soundOf = opened()
    expect(soundOf([alarm('a', 'soft')], 1)).toBe('chime')
    expect(soundOf([alarm('a', 'soft')], 2)).toBeNull()
    expect(soundOf([alarm('a', 'soft'), alarm('b', 'soft')], 3)).toBe('chime')
    expect(soundOf([], 4)).toBeNull()
  })

  it('is the strongest of what comes at once', () => {
    expect(opened()([alarm('a', 'soft'), alarm('b', 'loud'), alarm('c', 'always')], 1)).toBe('siren')
    expect(opened()([alarm('a', 'silent')], 1)).toBeNull()
  })

  it('is kept for nobody: neither for what lasted before, nor for what somebody has', () => {
    const soundOf = createFreshSound(RULES, () => false)
    expect(soundOf([alarm('a', 'loud')], 1)).toBeNull()
    expect(opened()([{ ...alarm('a', 'loud'), state: 'acknowledged' }], 1)).toBeNull()
  })

  it('respects quiet hours, of the file or of the rule', () => {
    expect(opened(true)([alarm('a', 'loud'), alarm('b', 'soft')], 1)).toBeNull()
    expect(opened(true)([alarm('a', 'loud'), alarm('c', 'always')], 1)).toBe('bell')
  })
})
