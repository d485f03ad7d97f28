import type { City } from '../../city/city.ts'
import type { AlarmRule, RateUnderRule, SurgeRule } from '../../contract/alarm-rules.ts'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { LateRule } from './questions/late-counts.ts'
import type { Reading, RuleReadings } from './reading.ts'
import { DEFAULT_SMALLEST_N, definitionName } from '../../contract/metric-definition.ts'
import { askMetrics } from '../metrics/ask-metrics.ts'
import { momentOf } from '../metrics/moment.ts'
import { windowDays } from '../metrics/windows.ts'
import { askLateCounts } from './questions/late-counts.ts'
import { askFirstReport, askReportedCounts } from './questions/reported-counts.ts'
import { standingOf } from './reading.ts'
import { readSurge, surgeSpans } from './surge.ts'

export interface CaseReader {
  city: City
  calendar: Calendar
  database: Database
}

/** Weights have decimals: a rate that is its target to a millionth is not under it. */
const TOLERANCE = 1e-9

/**
 * What the rules about cases find. Each number is of one table, and each table takes a load whole,
 * so nothing here keeps loads or ticks away. A rate made of two tables may be a load apart for a
 * moment; holding and hysteresis are longer than that.
 */
export async function readCaseRules(
  reader: CaseReader,
  rules: readonly AlarmRule[],
  now: number,
): Promise<RuleReadings[]> {
  const late = rules.filter(isLate)
  const found = late.length === 0 ? [] : await readLate(reader, late, now)
  // One after the other: the engine has other work to do between two of them.
  for (const rule of rules) {
    if (rule.kind === 'rate_under')
      found.push({ rule, readings: await readRate(reader, rule, now), absent: 'unknown', now })
    else if (rule.kind === 'surge')
      found.push({ rule, ...await readSurges(reader, rule, now), now })
  }
  return found
}

function isLate(rule: AlarmRule): rule is LateRule {
  return rule.kind === 'due_soon' || rule.kind === 'overdue' || rule.kind === 'overdue_level'
}

async function readLate(
  { database, city }: CaseReader,
  rules: readonly LateRule[],
  now: number,
): Promise<RuleReadings[]> {
  const rows = await askLateCounts(database, rules, now)
  return rules.map((rule, i) => ({
    rule,
    readings: rows.filter(({ scope }) => levelOf(city, scope) === rule.level)
      .map(({ scope, counts }): Reading => ({
        scope,
        subject: '',
        standing: standingOf(counts[i]!, rule.raiseAt, rule.clearAt),
        value: counts[i]!,
        limit: rule.raiseAt,
        usual: null,
      })),
    absent: 'good',
    now,
  }))
}

async function readRate(
  { database, city, calendar }: CaseReader,
  rule: RateUnderRule,
  now: number,
): Promise<Reading[]> {
  const metric = city.metrics.find(candidate => definitionName(candidate) === rule.metric)
  const under = rule.under ?? metric?.target
  if (metric === undefined || under === undefined)
    return []
  const smallestN = 'smallestN' in metric ? metric.smallestN : undefined
  const leastN = rule.leastN ?? smallestN ?? DEFAULT_SMALLEST_N
  const scopes = scopesOf(city, rule.level)
  const moment = momentOf(now, calendar, city.dueSoonHours)
  const question = { database, city, moment, scopes, metrics: [metric], variant: {} }
  const range = windowDays(rule.window, now, calendar)
  const answers = await askMetrics(question, { kind: 'days', range })
  return scopes.map((scope) => {
    const { value, denominator } = answers(scope)[0]!
    const few = denominator !== null && denominator < leastN
    const standing = value === null || few
      ? 'unknown'
      : value < under - TOLERANCE
        ? 'bad'
        : value >= (rule.clearFrom ?? under) - TOLERANCE ? 'good' : 'between'
    return { scope, subject: rule.metric, standing, value, limit: under, usual: null }
  })
}

async function readSurges(
  { database, city, calendar }: CaseReader,
  rule: SurgeRule,
  now: number,
): Promise<Pick<RuleReadings, 'readings' | 'absent'>> {
  const first = await askFirstReport(database)
  if (first === null)
    return { readings: [], absent: 'unknown' }
  const spans = surgeSpans(now, rule, calendar.zone)
  const known = spans.slice(1).filter(({ from }) => from >= first).length
  const counts = new Map<string, { scope: string, category: string, counts: number[] }>()
  for (const { scope, category, span, cases } of await askReportedCounts(database, spans)) {
    const top = city.rootCategory(category)
    if (levelOf(city, scope) !== rule.level || rule.categories?.includes(top) === false)
      continue
    const key = `${scope} ${top}`
    const own = counts.get(key) ?? { scope, category: top, counts: spans.map(() => 0) }
    own.counts[span]! += cases
    counts.set(key, own)
  }
  return {
    readings: Array.from(counts.values(), ({ scope, category, counts: own }) =>
      readSurge(scope, category, own, known, rule)),
    absent: known < rule.leastWeeks ? 'unknown' : 'good',
  }
}

function levelOf(city: City, scope: string): string | undefined {
  return city.regions.get(scope)?.level
}

function scopesOf(city: City, level: string): string[] {
  return [...city.regions.values()].filter(region => region.level === level).map(({ code }) => code)
}
