import type { AlarmRule } from '../../contract/alarm-rules.ts'
import type { Alarm } from '../../contract/alarms.ts'

/** An alarm that has the wall, until when (ms since 1970). */
export interface Takeover { alarm: Alarm, until: number }

/** Which alarm has the whole wall. */
export interface Takeovers {
  /**
   * One look at what lasts, at least once a second. `allowed`: may the wall be taken at all?
   * What is raised while it may not be is passed over, not kept for later.
   */
  look: (active: readonly Alarm[], now: number, allowed: boolean) => Takeover | null
  /** Somebody has seen it. */
  dismiss: (now: number) => void
}

/**
 * Each alarm takes the wall once, when it is raised, the most urgent first, one after the other;
 * a rule that had it rests. It ends early when somebody acknowledges it or it clears. Alarms that
 * lasted before the wall was opened do not take it.
 */
export function createTakeovers(rules: readonly AlarmRule[]): Takeovers {
  const byId = new Map(rules.map(rule => [rule.id, rule]))
  const restUntil = new Map<string, number>()
  let seen: Set<string> | null = null
  let waiting: string[] = []
  let shown: Takeover | null = null

  function end(now: number): void {
    if (shown === null)
      return
    const { coolDownSeconds = 0 } = byId.get(shown.alarm.rule)?.takeover ?? {}
    restUntil.set(shown.alarm.rule, now + coolDownSeconds * 1000)
    shown = null
  }

  function notice(active: readonly Alarm[], allowed: boolean): void {
    const ids = new Set(active.map(({ id }) => id))
    const fresh = seen === null
      ? []
      : active.filter(({ id, state }) => state === 'raised' && !seen!.has(id))
    if (allowed)
      waiting.push(...fresh.map(({ id }) => id))
    // What is over is forgotten: a wall runs for months.
    seen = ids
  }

  function next(active: readonly Alarm[], now: number): Takeover | null {
    const open = new Map(active.filter(({ state }) => state === 'raised').map(one => [one.id, one]))
    waiting = waiting.filter(id => open.has(id))
    while (waiting.length > 0) {
      const alarm = open.get(waiting.shift()!)!
      const takeover = byId.get(alarm.rule)?.takeover
      if (takeover !== undefined && now >= (restUntil.get(alarm.rule) ?? 0))
        return { alarm, until: now + takeover.dwellSeconds * 1000 }
    }
    return null
  }

  return {
    look(active, now, allowed) {
      notice(active, allowed)
      if (!allowed) {
        end(now)
        waiting = []
        return null
      }
      if (shown !== null) {
        const current = active.find(({ id }) => id === shown!.alarm.id)
        if (current?.state !== 'raised' || now >= shown.until)
          end(now)
        else
          shown = { ...shown, alarm: current }
      }
      shown ??= next(active, now)
      return shown
    },
    dismiss: end,
  }
}
