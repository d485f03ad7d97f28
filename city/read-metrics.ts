import type { MetricDefinition, ScoreDefinition, Term } from '../contract/metric-definition.ts'
import type { Problems } from './problems.ts'
import Type from 'typebox'
import { DEFINITIONS_BY_KIND } from '../contract/metric-definition.ts'
import { CORE_METRICS } from '../contract/metrics.ts'
import { checkUnique } from './check-codes.ts'
import { checkShape } from './shape-problems.ts'

const List = Type.Array(Type.Object({}), { minItems: 1, maxItems: 200 })
const KINDS = Object.keys(DEFINITIONS_BY_KIND) as (keyof typeof DEFINITIONS_BY_KIND)[]

/** The definitions of metrics.json; what is wrong with them goes to `problems`. */
export function readMetrics(value: unknown, problems: Problems): MetricDefinition[] {
  if (value === undefined || !checkShape(List, value, '', problems))
    return []
  const metrics = (value as { kind?: unknown }[]).map((item, i) => {
    const kind = KINDS.find(candidate => candidate === item.kind)
    if (kind === undefined) {
      problems.addAt(`/${i}`, `/${i}/kind must be one of ${KINDS.join(', ')}`)
      return null
    }
    return checkShape(DEFINITIONS_BY_KIND[kind], item, `/${i}`, problems)
      ? item as MetricDefinition
      : null
  })
  if (metrics.includes(null))
    return []
  const definitions = metrics as MetricDefinition[]
  checkDefinitions(definitions, problems)
  return definitions
}

/** What a schema cannot say: unique ids, measures that a clock can count, parts of scores. */
function checkDefinitions(metrics: readonly MetricDefinition[], problems: Problems): void {
  checkUnique(metrics.map(metric => metric.id), 'metrics', (i, text) =>
    problems.addAt(`/${i}/id`, text))
  const missing = CORE_METRICS.filter(id => !metrics.some(metric => metric.id === id))
  if (missing.length > 0)
    problems.add(1, `metrics that the wall shows are not defined: ${missing.join(', ')}, add them`)
  metrics.forEach((metric, i) => {
    checkLimits(metric, (key, text) => problems.addAt(`/${i}/${key}`, text))
    if (metric.kind === 'score')
      checkParts(metric, metrics, (j, text) => problems.addAt(`/${i}/parts/${j}/metric`, text))
    if (metric.kind === 'count' || metric.kind === 'ratio')
      checkClock(metric, text => problems.addAt(`/${i}/clock`, text))
  })
}

function checkLimits(
  { better, target, warning, unit }: MetricDefinition,
  report: (key: 'target' | 'warning' | 'better', text: string) => void,
): void {
  if ((target !== undefined || warning !== undefined) && better === undefined) {
    report(target === undefined ? 'warning' : 'target', `a target or warning needs 'better', say `
    + 'whether higher or lower values are')
  }
  for (const [key, limit] of [['target', target], ['warning', warning]] as const) {
    if (limit !== undefined && (limit < 0 || (unit === 'ratio' && limit > 1)))
      report(key, `${key} is ${limit}, give ${unit === 'ratio' ? 'a ratio from 0 to 1' : '0 or more'}`)
  }
  if (target !== undefined && warning !== undefined
    && (better === 'higher' ? warning > target : warning < target)) {
    report('warning', `the warning at ${warning} would be met before the target of ${target}, `
    + 'exchange them or correct one')
  }
}

function checkParts(
  { parts }: ScoreDefinition,
  metrics: readonly MetricDefinition[],
  report: (part: number, text: string) => void,
): void {
  parts.forEach(({ metric: id }, j) => {
    const part = metrics.find(metric => metric.id === id)
    if (part === undefined)
      report(j, `'${id}' is not defined here, define it or correct the name`)
    else if (part.kind !== 'ratio')
      report(j, `'${id}' is a ${part.kind}, a score is made of ratios`)
  })
}

/** Deadlines pass with time, so `overdue` needs a clock that knows the time. */
function checkClock(
  metric: Extract<MetricDefinition, { kind: 'count' | 'ratio' }>,
  report: (text: string) => void,
): void {
  const terms: Term[] = metric.kind === 'ratio'
    ? [...metric.numerator, ...metric.denominator]
    : metric.numerator
  for (const { measure } of terms) {
    if (metric.clock === 'now' && measure !== 'open' && measure !== 'overdue')
      report(`the clock now counts open and overdue only, not ${measure}: give another clock`)
    if (metric.clock !== 'now' && metric.clock !== 'due' && measure === 'overdue')
      report(`overdue is counted by the clocks due and now only, not by ${metric.clock}`)
  }
}
