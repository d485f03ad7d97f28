import type { CityRules } from './city-rules.ts'
import type { FollowedCase } from './follow-case.ts'
import type { RecountEvent } from './recount-event.ts'
import type { Recount } from './recount.ts'
import { followCase } from './follow-case.ts'
import { countCases } from './recount.ts'

/** A ledger that can be stood at any of its points and counted there, case by case. */
export interface LedgerRecount extends Recount {
  /** Takes the next events of the ledger. Throws where one is missing or comes twice. */
  add: (events: Iterable<RecountEvent>) => void
  /** The last event taken; 0: none. */
  lastSeq: () => number
}

/** Holds all events in memory, some 500 bytes each. */
export function createLedgerRecount(rules: CityRules): LedgerRecount {
  const events: RecountEvent[] = []
  const histories = new Map<string, RecountEvent[]>()
  const followed = new Map<string, FollowedCase>()
  const byRegion = new Map<string, Map<string, FollowedCase>>()
  let point = 0

  function casesIn(region: string): Map<string, FollowedCase> {
    const cases = byRegion.get(region) ?? new Map<string, FollowedCase>()
    byRegion.set(region, cases)
    return cases
  }

  /** Follows a case anew, up to the point. */
  function follow(caseId: string): void {
    for (const region of followed.get(caseId)?.within ?? [])
      casesIn(region).delete(caseId)
    followed.delete(caseId)
    const known = histories.get(caseId)!.filter(({ seq }) => seq <= point)
    const found = followCase(known, rules)
    if (found === null)
      return
    followed.set(caseId, found)
    for (const region of found.within)
      casesIn(region).set(caseId, found)
  }

  return {
    add(more) {
      for (const event of more) {
        if (event.seq !== events.length + 1) {
          throw new Error(`event ${event.seq} of the ledger follows on ${events.length}: numbers `
            + 'must have no gap')
        }
        events.push(event)
        const own = histories.get(event.caseId)
        if (own === undefined)
          histories.set(event.caseId, [event])
        else
          own.push(event)
      }
    },
    lastSeq: () => events.length,
    moveTo(seq) {
      if (seq > events.length)
        throw new Error(`the recount has ${events.length} events, not ${seq}`)
      const [from, to] = [Math.min(point, seq), Math.max(point, seq)]
      point = seq
      // What happened between the two points is all that differs.
      new Set(events.slice(from, to).map(({ caseId }) => caseId)).forEach(follow)
    },
    ...countCases(rules, region => casesIn(region).values()),
  }
}
