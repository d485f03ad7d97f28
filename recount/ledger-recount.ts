import type { MetricDefinition } from '../contract/metric-definition.ts'
import type { CityRules } from './city-rules.ts'
import type { CountedWindow, WindowQuestion } from './count-window.ts'
import type { FollowedCase } from './follow-case.ts'
import type { RecountedValue, RecountVariant } from './metric-values.ts'
import type { RecountEvent } from './recount-event.ts'
import { countWindow } from './count-window.ts'
import { followCase } from './follow-case.ts'
import { hasMean, meanOf, metricOf } from './metric-values.ts'

/** Values of any scope in one window at one moment. Good until the recount is moved. */
export type WindowRecount
  = (metric: MetricDefinition, scope: string, variant: RecountVariant) => RecountedValue

/** A ledger that can be stood at any of its points and counted there, case by case. */
export interface LedgerRecount {
  rules: CityRules
  /** Takes the next events of the ledger. Throws where one is missing or comes twice. */
  add: (events: Iterable<RecountEvent>) => void
  /** The last event taken; 0: none. */
  lastSeq: () => number
  /** Stands the recount where the ledger had `seq` events: forwards or back. */
  moveTo: (seq: number) => void
  /** The reported cases that lie in a region, at the point it stands at. */
  casesOf: (region: string) => FollowedCase[]
  /** Those of them that lie in none of its child scopes. */
  directCasesOf: (scope: string) => FollowedCase[]
  inWindow: (question: Omit<WindowQuestion, 'counting'>) => WindowRecount
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

  const casesOf = (region: string): FollowedCase[] => [...casesIn(region).values()]

  return {
    rules,
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
    casesOf,
    directCasesOf: scope => casesOf(scope).filter(({ within }) =>
      !rules.children(scope).some(child => within.has(child))),
    inWindow(question) {
      const windows = new Map<string, CountedWindow>()
      const metrics = rules.profile.metrics
      const of: WindowRecount = (metric, scope, { counting }) => {
        const key = `${counting} ${scope}`
        let counted = windows.get(key)
        if (counted === undefined)
          windows.set(key, counted = countWindow(casesOf(scope), { ...question, counting }))
        return metricOf(metric, metrics, counted)
      }
      return (metric, scope, variant) => variant.aggregation === 'mean' && hasMean(metric)
        ? meanOf(rules.children(scope).map(child => of(metric, child, variant)))
        : of(metric, scope, variant)
    },
  }
}
