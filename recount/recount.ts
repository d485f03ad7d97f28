import type { MetricDefinition } from '../contract/metric-definition.ts'
import type { CityRules } from './city-rules.ts'
import type { CountedWindow, WindowQuestion } from './count-window.ts'
import type { FollowedCase } from './follow-case.ts'
import type { RecountedValue, RecountVariant } from './metric-values.ts'
import { countWindow } from './count-window.ts'
import { hasMean, meanOf, metricOf } from './metric-values.ts'

/** Values of any scope in one window at one moment. Good until the recount is moved. */
export type WindowRecount
  = (metric: MetricDefinition, scope: string, variant: RecountVariant) => RecountedValue

/** Cases that were followed, to be counted in any place and window. */
export interface CountedCases {
  rules: CityRules
  /** The reported cases that lie in a region. */
  casesOf: (region: string) => FollowedCase[]
  /** Those of them that lie in none of its child scopes. */
  directCasesOf: (scope: string) => FollowedCase[]
  inWindow: (question: Omit<WindowQuestion, 'counting'>) => WindowRecount
}

/** What numbers of the server are held against. */
export interface Recount extends CountedCases {
  /** Stands the recount where the ledger had `seq` events. Throws where it cannot. */
  moveTo: (seq: number) => void
}

export function countCases(
  rules: CityRules,
  casesIn: (region: string) => Iterable<FollowedCase>,
): CountedCases {
  return {
    rules,
    casesOf: region => [...casesIn(region)],
    directCasesOf: scope => [...casesIn(scope)].filter(({ within }) =>
      !rules.children(scope).some(child => within.has(child))),
    inWindow(question) {
      const windows = new Map<string, CountedWindow>()
      const metrics = rules.profile.metrics
      const of: WindowRecount = (metric, scope, { counting }) => {
        const key = `${counting} ${scope}`
        let counted = windows.get(key)
        if (counted === undefined)
          windows.set(key, counted = countWindow(casesIn(scope), { ...question, counting }))
        return metricOf(metric, metrics, counted)
      }
      return (metric, scope, variant) => variant.aggregation === 'mean' && hasMean(metric)
        ? meanOf(rules.children(scope).map(child => of(metric, child, variant)))
        : of(metric, scope, variant)
    },
  }
}
