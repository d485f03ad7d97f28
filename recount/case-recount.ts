import type { CityRules } from './city-rules.ts'
import type { FollowedCase } from './follow-case.ts'
import type { RecountEvent } from './recount-event.ts'
import type { Recount } from './recount.ts'
import { followCase } from './follow-case.ts'
import { countCases } from './recount.ts'

/** A ledger that is counted at its end alone. */
export interface CaseRecount extends Recount {
  /** All events of one case, in any order. */
  add: (events: readonly RecountEvent[]) => void
  /** How many events were given. */
  events: () => number
}

/** What was entered when is no part of any metric, and half of a case's memory. */
const NOTHING: ReadonlyMap<string, number> = new Map()

/**
 * Forgets the events of a case as soon as it was followed, so that ledgers of ten million can be
 * counted: some 300 bytes a case. Frames and metrics can be held against it, steps cannot.
 */
export function createCaseRecount(rules: CityRules): CaseRecount {
  const byScope = new Map<string, FollowedCase[]>()
  let count = 0

  return {
    ...countCases(rules, scope => byScope.get(scope) ?? []),
    add(events) {
      count += events.length
      const found = followCase(events, rules)
      if (found === null)
        return
      const kept = { ...found, entered: NOTHING, title: '' }
      for (const scope of found.within) {
        if (!rules.isScope(scope))
          continue
        const cases = byScope.get(scope)
        if (cases === undefined)
          byScope.set(scope, [kept])
        else
          cases.push(kept)
      }
    },
    events: () => count,
    moveTo(seq) {
      if (seq !== count)
        throw new Error(`this recount stands at ${count} events and cannot move to ${seq}`)
    },
  }
}
