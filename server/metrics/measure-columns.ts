import type { MeasureName, MetricClock } from '../../contract/measures.ts'
import type { MetricDefinition, Term } from '../../contract/metric-definition.ts'
import { SATISFACTION_ANSWERS } from '../../contract/case-event.ts'
import { MEASURES } from '../../contract/measures.ts'

/** A column of `facts_by_day` and of `case_measures`. */
export type FactColumn = Exclude<MeasureName, 'overdue' | 'hours_to_close'> | 'ms_to_close'
/** A clock that puts a case on a day. */
export type FactClock = Exclude<MetricClock, 'now'>

/** A stored sum that definitions are made of. */
export interface FactSum { clock: FactClock, column: FactColumn }

/** The column a measure is read from; null for what time alone changes and no roll-up can hold. */
export function columnOf(measure: MeasureName): FactColumn | null {
  if (measure === 'overdue')
    return null
  return measure === 'hours_to_close' ? 'ms_to_close' : measure
}

/** Every column of measures that `facts_by_day` has, in the order of its additions. */
export const FACT_COLUMNS: readonly FactColumn[]
  = MEASURES.flatMap(measure => columnOf(measure) ?? [])

/** What the satisfaction panel shows beside its rate. */
const PANEL_SUMS: readonly FactSum[] = [
  ...(['reviewed', 'valid_reviews', ...SATISFACTION_ANSWERS] as const)
    .map((column): FactSum => ({ clock: 'reviewed', column })),
  { clock: 'closed', column: 'closed' },
]

/** The stored sums that these definitions and the panels need, each once. */
export function frameSums(metrics: readonly MetricDefinition[]): FactSum[] {
  const sums = [...sumsOf(metrics), ...PANEL_SUMS]
  return [...new Map(sums.map(sum => [`${sum.clock} ${sum.column}`, sum])).values()]
}

/** The stored sums that these definitions need, each once. */
export function sumsOf(metrics: readonly MetricDefinition[]): FactSum[] {
  const sums = new Map<string, FactSum>()
  for (const metric of metrics) {
    if ((metric.kind !== 'count' && metric.kind !== 'ratio') || metric.clock === 'now')
      continue
    for (const { measure } of termsOf(metric)) {
      const column = columnOf(measure)
      if (column !== null)
        sums.set(`${metric.clock} ${column}`, { clock: metric.clock, column })
    }
  }
  return [...sums.values()]
}

function termsOf(metric: { numerator: Term[], denominator?: Term[] }): Term[] {
  return [...metric.numerator, ...metric.denominator ?? []]
}

/** Which of the open cases these definitions count: none, all, or those past due as well. */
export function openNeedOf(metrics: readonly MetricDefinition[]): 'none' | 'open' | 'overdue' {
  const counted = metrics.flatMap(metric => metric.kind === 'count' || metric.kind === 'ratio'
    ? termsOf(metric).map(({ measure }) => ({ measure, clock: metric.clock }))
    : [])
  if (counted.some(({ measure }) => measure === 'overdue'))
    return 'overdue'
  return counted.some(({ clock }) => clock === 'now') ? 'open' : 'none'
}

/** Do these definitions have quantiles of the hours to close? */
export function needsDurations(metrics: readonly MetricDefinition[]): boolean {
  return metrics.some(({ kind }) => kind === 'quantile')
}
