import type { OpinionBody } from '../../../contract/answers/opinion.ts'
import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { MetricValue } from '../../../contract/metrics.ts'
import type { FactColumn } from '../measure-columns.ts'
import type { ScopeFacts } from '../scope-facts.ts'
import type { AnswerQuestion } from './question.ts'
import { BULLETIN_RATES } from '../../../contract/bulletin.ts'
import { evaluate } from '../evaluate.ts'
import { columnOf, sumsOf } from '../measure-columns.ts'
import { CURVE_DAYS, curveDays, rankedWindow } from '../moment.ts'
import { askWindows } from '../window-facts.ts'
import { askReviewFacets } from './review-facets.ts'

const DEPARTMENTS = 40
const DAY_MS = 86_400_000

/** The three rates of a scope: by region and day from the roll-up, the rest from the cases. */
export async function askOpinion(question: AnswerQuestion): Promise<OpinionBody> {
  const { database, city, moment, scope } = question
  const metrics = opinionMetrics(city.metrics)
  const children = city.children(scope)
  const scopes = [scope, ...children.map(({ code }) => code)]
  const ask = { database, moment, metrics, counting: 'net' as const }
  const columns = [...new Set(sumsOf(metrics).map(({ column }) => column))]
  const [window, days, departments, categories] = await Promise.all([
    askWindows({ ...ask, scopes }, [rankedWindow(moment)]),
    askWindows({ ...ask, scopes: [scope] }, curveDays(moment)),
    askReviewFacets(question, 'department', columns),
    askReviewFacets(question, 'category', columns),
  ])
  const rates = (facts: ScopeFacts, w = 0): MetricValue[] =>
    metrics.map(metric => evaluate(metric, city.metrics, facts, w, 'net'))
  const ofSums = (sums: ReadonlyMap<FactColumn, number>) => rates(reviewFacts(sums))
  const curve = curveDays(moment).map(({ from }, w) => ({
    day: new Date(from * DAY_MS).toISOString().slice(0, 10),
    satisfaction: rates(days(scope), w)[metrics.length - 1]!,
  }))
  const byCategory = mergeByRoot(categories, city.rootCategory)
  return {
    window: '30d',
    metrics: metrics.map(({ id }) => id),
    total: rates(window(scope)),
    region: children.map(({ code, name }) => ({ code, name, rates: rates(window(code)) })),
    department: Array.from(departments, ([code, sums]) =>
      ({ code, name: code, rates: ofSums(sums) }))
      .sort((a, b) => reviewsOf(b.rates) - reviewsOf(a.rates))
      .slice(0, DEPARTMENTS),
    category: [...city.categories.values()]
      .filter(({ parent }) => parent === null)
      .map(({ code, name }) =>
        ({ code, name, rates: ofSums(byCategory.get(code) ?? new Map()) })),
    days: curve.slice(CURVE_DAYS),
    before: curve.slice(0, CURVE_DAYS),
  }
}

/** Those of the three rates that are counted by the time of the review; satisfaction last. */
export function opinionMetrics(metrics: readonly MetricDefinition[]): MetricDefinition[] {
  return BULLETIN_RATES.flatMap(id => metrics.filter(metric => metric.id === id
    && metric.kind === 'ratio' && (metric.clock === 'reviewed' || id === 'satisfaction')))
}

/** Sums of reviewed cases as facts: what is asked by another clock is not among them. */
function reviewFacts(sums: ReadonlyMap<FactColumn, number>): ScopeFacts {
  return {
    sum: (clock, measure) => {
      const column = columnOf(measure)
      return clock === 'reviewed' && column !== null ? sums.get(column) ?? 0 : 0
    },
    quantile: () => ({ cases: 0, hours: null }),
    open: () => {
      throw new Error('what is open now has no department and no category here')
    },
  }
}

function mergeByRoot(
  facets: ReadonlyMap<string, ReadonlyMap<FactColumn, number>>,
  rootOf: (code: string) => string,
): Map<string, Map<FactColumn, number>> {
  const merged = new Map<string, Map<FactColumn, number>>()
  for (const [code, sums] of facets) {
    const root = rootOf(code)
    const into = merged.get(root) ?? new Map<FactColumn, number>()
    for (const [column, n] of sums)
      into.set(column, (into.get(column) ?? 0) + n)
    merged.set(root, into)
  }
  return merged
}

function reviewsOf(rates: readonly MetricValue[]): number {
  return rates.at(-1)?.denominator ?? 0
}
