import type { CoreMetric } from '../../contract/metrics.ts'
import type { Calendar } from '../calendar.ts'
import type { AnswerKind } from './kept-answers.ts'
import type { Question } from './question.ts'
import type { FacetRow } from './questions/breakdown.ts'
import type { Deadlines } from './questions/deadlines.ts'
import type { Durations } from './questions/durations.ts'
import type { HourRow } from './questions/hours.ts'
import type { LateRow } from './questions/late-cases.ts'
import type { LatestRow } from './questions/latest.ts'
import type { OpenLoad, OpenQuestion } from './questions/open-load.ts'
import type { PointRow } from './questions/points.ts'
import type { ScopeFacts } from './scope-facts.ts'
import { ownVariant } from './evaluate.ts'
import { frameSums, quantilesOf, sumsOf } from './measure-columns.ts'
import { BEFORE_30, curveDays, minuteOf, rankedWindow, summaryWindows } from './moment.ts'
import { byScope } from './question.ts'
import { askBreakdown } from './questions/breakdown.ts'
import { askDeadlines } from './questions/deadlines.ts'
import { askDurations } from './questions/durations.ts'
import { askFacts } from './questions/facts.ts'
import { askHours } from './questions/hours.ts'
import { askLateCases } from './questions/late-cases.ts'
import { askLatest, askLedgerPoint, askRate } from './questions/latest.ts'
import { askOpenRows, openLoad } from './questions/open-load.ts'
import { askPoints } from './questions/points.ts'
import { askStepsToday } from './questions/steps-today.ts'
import { scopeFacts } from './scope-facts.ts'

const MINUTE_MS = 60_000
const NO_ROWS: readonly never[] = []
/** Curves and rankings have no durations. */
const NO_DURATIONS: Durations = () => ({ cases: 0, hours: null })
const CURVES = new Set<string>(['reported', 'closed', 'closure', 'on_time'] satisfies CoreMetric[])
const RANKED = new Set<string>([...CURVES, 'satisfaction' satisfies CoreMetric])

/** Of a shown scope. */
type RowsOf<Row> = (scope: string) => readonly Row[]

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
  hours: RowsOf<HourRow>
  facets: RowsOf<FacetRow>
  stepsToday: RowsOf<{ step: string, cases: number }>
  latest: RowsOf<LatestRow>
  perMinute: ReadonlyMap<string, number>
  late: RowsOf<LateRow>
  points: RowsOf<PointRow>
}

/**
 * Asks ClickHouse for all scopes what no earlier tick knows. The caller keeps loads away meanwhile.
 * @param question its `kept` is what earlier ticks know
 * @param passed resolves when nothing is kept of scopes in which a deadline passed since
 * @param wallNow the machine's time, milliseconds since 1970
 */
export async function askTick(
  question: Question,
  passed: Promise<void>,
  wallNow: number,
): Promise<TickFacts> {
  const { moment, scopes, parts } = question
  const day = `${moment.today}`
  const minute = `${minuteOf(moment)}`
  const deadlines = passed.then(async () =>
    keepRows(question, 'deadlines', `${moment.hour}`, askDeadlines, [...scopes, ...parts]))
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
    keepRows(question, 'hours', minute, askHours),
    keepRows(question, 'facets', day, askBreakdown),
    keepRows(question, 'steps', day, askStepsToday),
    keepRows(question, 'latest', '', askLatest),
    askRate(question, wallNow - MINUTE_MS),
    passed.then(async () => keepRows(question, 'late', '', askLateCases)),
    passed.then(async () => keepRows(question, 'points', '', askPoints)),
  ])
  return {
    seq,
    calendar: moment.calendar,
    ...own,
    part,
    hours,
    facets,
    stepsToday,
    latest,
    perMinute,
    late,
    points,
  }
}

/** The metrics of the shown scopes in all windows, and by day what the curves draw. */
async function askOwn(
  question: Question,
  deadlines: Promise<RowsOf<Deadlines>>,
): Promise<Pick<TickFacts, 'scope' | 'days'>> {
  const { database, city: { metrics }, moment, scopes, kept } = question
  const windows = summaryWindows(moment)
  const days = curveDays(moment)
  const drawn = metrics.filter(({ id }) => CURVES.has(id))
  const quantiles = metrics.filter(({ kind }) => kind === 'quantile')
  const day = `${moment.today}`
  const [stored, durations, open] = await Promise.all([
    kept.ask('facts', day, scopes, async asked => askFacts({
      database,
      scopes: asked,
      wanted: [
        { windows, sums: frameSums(metrics) },
        { windows: days, sums: sumsOf(drawn) },
      ],
    })),
    kept.ask('durations', day, scopes, async asked => askDurations({
      database,
      scopes: asked,
      windows: windows.slice(0, BEFORE_30),
      quantiles: quantilesOf(quantiles),
      countings: [...new Set(quantiles.map(metric => ownVariant(metric).counting))],
    })),
    askOpen(question, 'open', { database, moment, scopes, windows: [...windows, ...days] }, deadlines),
  ])
  return {
    scope: scope => scopeFacts({
      stored: stored(scope)[0]!,
      quantile: durations(scope),
      open: open(scope),
    }),
    days: scope => scopeFacts({
      stored: stored(scope)[1]!,
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
  question: Question,
  deadlines: Promise<RowsOf<Deadlines>>,
): Promise<TickFacts['part']> {
  const { database, city: { metrics }, moment, parts, kept } = question
  const windows = [rankedWindow(moment)]
  const ranked = metrics.filter(({ id }) => RANKED.has(id))
  const [stored, open] = await Promise.all([
    kept.ask('part-facts', `${moment.today}`, parts, async asked =>
      askFacts({ database, scopes: asked, wanted: [{ windows, sums: sumsOf(ranked) }] })),
    askOpen(question, 'part-open', { database, moment, scopes: parts, windows }, deadlines),
  ])
  return scope =>
    scopeFacts({ stored: stored(scope)[0]!, quantile: NO_DURATIONS, open: open(scope) })
}

async function askOpen(
  question: Question,
  kind: AnswerKind,
  asked: OpenQuestion,
  deadlines: Promise<RowsOf<Deadlines>>,
): Promise<(scope: string) => OpenLoad> {
  const { moment: { hour } } = question
  const [rows, around] = await Promise.all([
    keepRows(question, kind, `${hour}`, async ({ scopes }) =>
      askOpenRows({ ...asked, scopes }), asked.scopes),
    deadlines,
  ])
  return openLoad(asked, rows, around)
}

/** Rows of `scopes`, asked only of those that nothing is kept of. */
async function keepRows<Row extends { scope: string }>(
  question: Question,
  kind: AnswerKind,
  validity: string,
  ask: (question: Question) => Promise<readonly Row[]>,
  scopes: readonly string[] = question.scopes,
): Promise<RowsOf<Row>> {
  return question.kept.ask(kind, validity, scopes, async (asked) => {
    const rows = byScope(await ask({ ...question, scopes: asked }))
    return scope => rows.get(scope) ?? NO_ROWS
  })
}
