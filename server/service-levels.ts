import type { City } from '../city/city.ts'
import type { Sla } from '../contract/calendar.ts'
import type { Calendar } from './calendar.ts'

const HOUR_MS = 3_600_000

/** How long a profile allows for the steps of a case; instants in ms since 1970. */
export interface ServiceLevels {
  /** Was a dispatched case accepted within its time? Without a rule every acceptance is. */
  acceptedInTime: (category: string, dispatchedAt: number, acceptedAt: number) => boolean
  /** The due time of a case whose events name none; null where no rule fits. */
  dueOf: (category: string, reportedAt: number) => number | null
}

export function createServiceLevels(
  { calendar: rules, categories }: Pick<City, 'calendar' | 'categories'>,
  { working }: Pick<Calendar, 'working'>,
): ServiceLevels {
  function ruleFor(list: readonly Sla[], category: string): Sla | undefined {
    return list.find(rule => rule.category === undefined || isWithin(category, rule.category))
  }

  function isWithin(category: string, top: string): boolean {
    for (let code: string | null = category; code !== null;) {
      if (code === top)
        return true
      code = categories.get(code)?.parent ?? null
    }
    return false
  }

  return {
    acceptedInTime(category, dispatchedAt, acceptedAt) {
      const rule = ruleFor(rules.acceptWithin, category)
      const taken = rule?.time === 'working'
        ? working.between(dispatchedAt, acceptedAt)
        : acceptedAt - dispatchedAt
      return rule === undefined || taken <= rule.hours * HOUR_MS
    },
    dueOf(category, reportedAt) {
      const rule = ruleFor(rules.dueWithin, category)
      if (rule === undefined)
        return null
      const due = rule.time === 'working'
        ? working.after(reportedAt, rule.hours * HOUR_MS)
        : reportedAt + rule.hours * HOUR_MS
      return Number.isFinite(due) ? due : null
    },
  }
}
