import type { MeasureName, MetricClock } from '../../contract/measures.ts'
import type { CountDefinition, MetricDefinition, RatioDefinition } from '../../contract/metric-definition.ts'
import { definitionName } from '../../contract/metric-definition.ts'
import { columnOf } from '../metrics/measure-columns.ts'

/** A wrong figure's consequences: names of metrics (`closure@1`), then of panels without one. */
export type Concerns = readonly string[]

/** What a definition is made of: does this term of it read the wrong figure? */
type Reads = (measure: MeasureName, clock: MetricClock) => boolean

/** Panels that show a roll-up which no metric is made of. */
const PANELS: Readonly<Record<string, (key: Readonly<Record<string, unknown>>) => string>> = {
  reported_by_day: ({ facet }) => facet === 'channel' ? 'channels' : 'categories',
  steps_by_day: () => 'workflow',
  activity_by_minute: () => 'hours',
}

/** Whom a wrong sum in a roll-up's row concerns. */
export function concernsOfSum(
  table: string,
  key: Readonly<Record<string, unknown>>,
  column: string,
  metrics: readonly MetricDefinition[],
): Concerns {
  switch (table) {
    case 'facts_by_day':
      return [
        ...readers(metrics, (measure, clock) =>
          clock === key.clock && columnOf(measure) === column),
        ...key.clock === 'reviewed' && column === 'reviewed' ? ['satisfaction'] : [],
      ]
    case 'closed_by_day':
      return withScores(metrics, metrics.filter(({ kind }) => kind === 'quantile'))
    case 'open_by_hour':
    case 'open_cases':
      return readers(metrics, (measure, clock) => measure === 'overdue' || clock === 'now')
    default:
      return PANELS[table] === undefined ? [] : [PANELS[table](key)]
  }
}

/** Measures and clocks that a column of a case's row decides; a column that is absent: none. */
const DECIDES: Readonly<Record<string, Reads>> = {
  reported_at: (measure, clock) => clock === 'reported' || measure === 'hours_to_close',
  reported_day: (_, clock) => clock === 'reported',
  due_at: (measure, clock) => clock === 'due' || isOfDue(measure),
  due_day: (_, clock) => clock === 'due',
  due_hour: (measure, clock) => measure === 'overdue' || clock === 'now',
  has_due: (measure, clock) => clock === 'due' || isOfDue(measure),
  on_time: measure => measure === 'closed_on_time',
  open: isOfClosing,
  closed_at: isOfClosing,
  last_closed_at: (measure, clock) => clock === 'closed' || measure === 'ever_closed',
  closed_day: (_, clock) => clock === 'closed',
  dispatched_at: (measure, clock) => clock === 'dispatched' || measure === 'dispatched',
  dispatched_day: (_, clock) => clock === 'dispatched',
  accepted_in_time: measure => measure === 'accepted_in_time',
  reviewed_at: (measure, clock) => clock === 'reviewed' || measure === 'reviewed',
  reviewed_day: (_, clock) => clock === 'reviewed',
  valid: (_, clock) => clock === 'reviewed',
  answer: (measure, clock) => clock === 'reviewed' && measure.includes('satisfied'),
  contacted: measure => measure === 'contacted',
  solved: measure => measure === 'solved',
  urged_level: measure => measure === 'urged',
  reopened: measure => measure === 'reopened',
}
/** These decide where a case counts, or whether it does. */
const DECIDE_ALL = new Set(['row', 'region', 'path', 'excluded'])
const PANEL_OF: Readonly<Record<string, string>> = {
  category: 'categories',
  channel: 'channels',
  step: 'workflow',
  steps: 'workflow',
  step_days: 'workflow',
}

/** Whom a wrong cell in a case's row concerns; `row`: the row itself is missing or too much. */
export function concernsOfCell(column: string, metrics: readonly MetricDefinition[]): Concerns {
  if (DECIDE_ALL.has(column))
    return metrics.map(definitionName)
  if (column === 'duration_bucket')
    return withScores(metrics, metrics.filter(({ kind }) => kind === 'quantile'))
  const decides = DECIDES[column]
  const panel = PANEL_OF[column]
  return [
    ...decides === undefined ? [] : readers(metrics, decides),
    ...panel === undefined ? [] : [panel],
  ]
}

function isOfDue(measure: MeasureName): boolean {
  return ['with_due', 'closed_with_due', 'closed_on_time', 'overdue'].includes(measure)
}

function isOfClosing(measure: MeasureName): boolean {
  return ['open', 'closed', 'closed_with_due', 'closed_on_time', 'overdue', 'hours_to_close']
    .includes(measure)
}

function readers(metrics: readonly MetricDefinition[], reads: Reads): Concerns {
  return withScores(metrics, metrics.filter((metric) => {
    if (metric.kind === 'quantile')
      return reads('closed', 'closed')
    return metric.kind !== 'score'
      && termsOf(metric).some(({ measure }) => reads(measure, metric.clock))
  }))
}

/** A score is concerned by what concerns its parts. */
function withScores(
  metrics: readonly MetricDefinition[],
  hit: readonly MetricDefinition[],
): Concerns {
  const ids = new Set(hit.map(({ id }) => id))
  return metrics
    .filter(metric => ids.has(metric.id)
      || (metric.kind === 'score' && metric.parts.some(part => ids.has(part.metric))))
    .map(definitionName)
}

function termsOf(metric: CountDefinition | RatioDefinition): CountDefinition['numerator'] {
  return metric.kind === 'ratio' ? [...metric.numerator, ...metric.denominator] : metric.numerator
}
