import type { CoreMetric } from '../../contract/metrics.ts'
import type { Calendar } from '../calendar.ts'
import type { Question } from './question.ts'
import type { FacetRow } from './questions/breakdown.ts'
import type { Deadlines } from './questions/deadlines.ts'
import type { Durations } from './questions/durations.ts'
import type { HourRow } from './questions/hours.ts'
import type { LateRow } from './questions/late-cases.ts'
import type { LatestRow } from './questions/latest.ts'
import type { PointRow } from './questions/points.ts'
import type { ScopeFacts } from './scope-facts.ts'
import { ownVariant } from './evaluate.ts'
import { frameSums, quantilesOf, sumsOf } from './measure-columns.ts'
import { BEFORE_30, curveDays, rankedWindow, summaryWindows } from './moment.ts'
import { byScope } from './question.ts'
import { askBreakdown } from './questions/breakdown.ts'
import { askDeadlines } from './questions/deadlines.ts'
import { askDurations } from './questions/durations.ts'
import { askFacts } from './questions/facts.ts'
import { askHours } from './questions/hours.ts'
import { askLateCases } from './questions/late-cases.ts'
import { askLatest, askLedgerPoint, askRate } from './questions/latest.ts'
import { askOpenLoad } from './questions/open-load.ts'
import { askPoints } from './questions/points.ts'
import { askStepsToday } from './questions/steps-today.ts'
import { scopeFacts } from './scope-facts.ts'

const MINUTE_MS = 60_000
/** Curves and rankings have no durations. */
const NO_DURATIONS: Durations = () => ({ cases: 0, hours: null })
const CURVES = new Set<string>(['reported', 'closed', 'closure', 'on_time'] satisfies CoreMetric[])
const RANKED = new Set<string>([...CURVES, 'satisfaction' satisfies CoreMetric])

/** The answers of one tick, by scope. */
export interface TickFacts {
  seq: number
  calendar: Calendar
  /** A shown scope in `summaryWindows`. */
  scope: (scope: string) => ScopeFacts
  /** A shown scope on each of `curveDays`. */
  days: (scope: string) => ScopeFacts
  /** A part of a shown scope in `rankedWindow`, window 0. */
  part: (scope: string) => ScopeFacts
  hours: ReadonlyMap<string, HourRow[]>
  facets: ReadonlyMap<string, FacetRow[]>
  stepsToday: ReadonlyMap<string, { step: string, cases: number }[]>
  latest: ReadonlyMap<string, LatestRow[]>
  perMinute: ReadonlyMap<string, number>
  late: ReadonlyMap<string, LateRow[]>
  points: ReadonlyMap<string, PointRow[]>
}

/** Asks ClickHouse everything once, for all scopes. The caller keeps loads away meanwhile. */
export async function askTick(question: Question, wallNow: number): Promise<TickFacts> {
  const { database, moment, scopes, parts } = question
  const deadlines = askDeadlines({ database, moment, scopes: [...new Set([...scopes, ...parts])] })
  const [
    own,
    part,
    seq,
    hours,
    facets,
    stepsToday,
    latest,
    perMinute,
    late,
    points,
  ] = await Promise.all([
    askOwn(question, deadlines),
    askParts(question, deadlines),
    askLedgerPoint(question),
    askHours(question),
    askBreakdown(question),
    askStepsToday(question),
    askLatest(question),
    askRate(question, wallNow - MINUTE_MS),
    askLateCases(question),
    askPoints(question),
  ])
  return {
    seq,
    calendar: question.moment.calendar,
    ...own,
    part,
    hours: byScope(hours),
    facets: byScope(facets),
    stepsToday: byScope(stepsToday),
    latest: byScope(latest),
    perMinute,
    late: byScope(late),
    points: byScope(points),
  }
}

/** The metrics of the shown scopes in all windows, and by day what the curves draw. */
async function askOwn(
  { database, city: { metrics }, moment, scopes }: Question,
  deadlines: Promise<Deadlines[]>,
): Promise<Pick<TickFacts, 'scope' | 'days'>> {
  const windows = summaryWindows(moment)
  const days = curveDays(moment)
  const drawn = metrics.filter(({ id }) => CURVES.has(id))
  const quantiles = metrics.filter(({ kind }) => kind === 'quantile')
  const [stored, storedByDay, durations, open] = await Promise.all([
    askFacts({ database, scopes, windows, sums: frameSums(metrics) }),
    askFacts({ database, scopes, windows: days, sums: sumsOf(drawn) }),
    askDurations({
      database,
      scopes,
      windows: windows.slice(0, BEFORE_30),
      quantiles: quantilesOf(quantiles),
      countings: [...new Set(quantiles.map(metric => ownVariant(metric).counting))],
    }),
    askOpenLoad({ database, moment, scopes, windows: [...windows, ...days] }, deadlines),
  ])
  return {
    scope: scope =>
      scopeFacts({ stored: stored(scope), quantile: durations(scope), open: open(scope) }),
    days: scope => scopeFacts({
      stored: storedByDay(scope),
      quantile: NO_DURATIONS,
      open: (counting) => {
        const counts = open(scope)(counting)
        return { ...counts, overdue: counts.overdue.slice(windows.length) }
      },
    }),
  }
}

/** What regions are ranked by, of the parts of the shown scopes. */
async function askParts(
  { database, city: { metrics }, moment, parts }: Question,
  deadlines: Promise<Deadlines[]>,
): Promise<TickFacts['part']> {
  const windows = [rankedWindow(moment)]
  const ranked = metrics.filter(({ id }) => RANKED.has(id))
  const [stored, open] = await Promise.all([
    askFacts({ database, scopes: parts, windows, sums: sumsOf(ranked) }),
    askOpenLoad({ database, moment, scopes: parts, windows }, deadlines),
  ])
  return scope =>
    scopeFacts({ stored: stored(scope), quantile: NO_DURATIONS, open: open(scope) })
}
