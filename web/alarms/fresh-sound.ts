import type { AlarmRules, AlarmSound } from '../../contract/alarm-rules.ts'
import type { Alarm } from '../../contract/alarms.ts'

/** The strongest last. */
const STRENGTH: readonly AlarmSound[] = ['chime', 'bell', 'siren']

/** Tells which sound is due after a change of what lasts; null: none. */
export type FreshSound = (active: readonly Alarm[], now: number) => AlarmSound | null

/**
 * One sound for everything raised at once, the strongest. Silent are alarms that lasted before the
 * wall was opened, rules without a sound, and quiet hours.
 */
export function createFreshSound(
  { rules, quietHours }: AlarmRules,
  isQuiet: (hours: AlarmRules['quietHours'], ms: number) => boolean,
): FreshSound {
  const byId = new Map(rules.map(rule => [rule.id, rule]))
  let seen: Set<string> | null = null
  return (active, now) => {
    const fresh = seen === null
      ? []
      : active.filter(({ id, state }) => state === 'raised' && !seen!.has(id))
    seen = new Set(active.map(({ id }) => id))
    const sounds = fresh.flatMap(({ rule: id }) => {
      const rule = byId.get(id)
      return rule?.sound === undefined || isQuiet(rule.quietHours ?? quietHours, now)
        ? []
        : [rule.sound]
    })
    return sounds.sort((a, b) => STRENGTH.indexOf(b) - STRENGTH.indexOf(a))[0] ?? null
  }
}
