import type { CoreMetric } from '../../contract/metrics.ts'
import type { Calendar } from '../calendar.ts'
import type { OpenKind, SumsKind } from './kept-answers.ts'
import type { OpenSums } from './open-cases.ts'
import type { Question } from './question.ts'
import type { FacetRow } from './questions/breakdown.ts'
import type { Deadlines } from './questions/deadlines.ts'
import type { HourRow } from './questions/hours.ts'
import type { LateRow } from './questions/late-cases.ts'
import type { LatestRow } from './questions/latest.ts'
import type { OpenLoad, OpenQuestion } from './questions/open-load.ts'
import type { PointRow } from './questions/points.ts'
import type { RowSums } from './row-sums.ts'
import type { ScopeFacts } from './scope-facts.ts'
import type { UnitFigures } from './unit-figures.ts'
import { frameSums, sumsOf } from './measure-columns.ts'
import { BEFORE_30, curveDays, minuteOf, rankedWindow, summaryWindows } from './moment.ts'
import { byScope } from './question.ts'
import { askBreakdown } from './questions/breakdown.ts'
import { askDeadlineSums } from './questions/deadlines.ts'
import { askDurations, NO_DURATIONS } from './questions/durations.ts'
import { askFacts } from './questions/facts.ts'
import { askHours } from './questions/hours.ts'
import { askLateCases } from './questions/late-cases.ts'
import {
  askLatest,
  askLatestSince,
  askLedgerPoint,
  askRate,
  LATEST_EVENTS,
} from './questions/latest.ts'
import { askOpenRows, openLoad } from './questions/open-load.ts'
import { askPoints } from './questions/points.ts'
import { askStepsToday } from './questions/steps-today.ts'
import { scopeFacts } from './scope-facts.ts'
import { together } from './together.ts'

const NO_ROWS: readonly LatestRow[] = []
const CURVES = new Set<string>(['reported', 'closed', 'closure', 'on_time'] satisfies CoreMetric[])
const RANKED = new Set<string>([...CURVES, 'satisfaction' satisfies CoreMetric])

type OpenRows<Row> = OpenSums & { rows: () => readonly Row[] }

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

/** The same, of the parts what is shown of them. */
export interface PanelFacts extends Omit<TickFacts, 'part'> {
  unit: (code: string) => UnitFigures
}

/**
 * Asks ClickHouse for all scopes what no earlier tick knows; the question's `kept` is what they do.
 * The caller keeps loads away meanwhile. `addedUp` resolves when what is kept is that of the
 * ledger's point and of now; `wallMs` is the machine's time, milliseconds since 1970.
 */
export async function askTick(
  question: Question,
  addedUp: Promise<unknown>,
  wallMs: number,
): Promise<TickFacts> {
  const { moment, scopes, parts } = question
  const day = `${moment.today}`
  const minute = `${minuteOf(moment)}`
  const all = { ...question, scopes: [...scopes, ...parts] }
  const deadlines = addedUp.then(async () =>
    keepOpen(all, 'deadlines', `${moment.hour}`, askDeadlineSums))
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
  ] = await together(
    addedUp.then(async () => askOwn(question, deadlines)),
    addedUp.then(async () => askParts(question, deadlines)),
    askLedgerPoint(question),
    addedUp.then(async () => keepSums(question, 'hours', minute, askHours)),
    addedUp.then(async () => keepSums(question, 'facets', day, askBreakdown)),
    addedUp.then(async () => keepSums(question, 'steps', day, askStepsToday)),
    keepLatest(question),
    askRate(question, wallMs),
    addedUp.then(async () => keepOpen(question, 'late', '', askLateCases)),
    addedUp.then(async () => keepOpen(question, 'points', '', askPoints)),
    // Asked for above only where the sums could be added up.
    deadlines,
  )
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
  const day = `${moment.today}`
  const [stored, durations, open] = await together(
    kept.askSums('facts', day, scopes, async asked => askFacts({
      database,
      scopes: asked,
      wanted: [
        { windows, sums: frameSums(metrics) },
        { windows: days, sums: sumsOf(drawn) },
      ],
    })),
    kept.askSums('durations', day, scopes, async asked =>
      askDurations({ database, scopes: asked, windows: windows.slice(0, BEFORE_30) })),
    askOpen(question, 'open', { database, moment, scopes, windows: [...windows, ...days] }, deadlines),
  )
  return {
    scope: scope => scopeFacts({
      stored: stored(scope).wanted[0]!,
      quantile: durations(scope).read,
      open: open(scope),
    }),
    days: scope => scopeFacts({
      stored: stored(scope).wanted[1]!,
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
  const [stored, open] = await together(
    kept.askSums('part-facts', `${moment.today}`, parts, async asked =>
      askFacts({ database, scopes: asked, wanted: [{ windows, sums: sumsOf(ranked) }] })),
    askOpen(question, 'part-open', { database, moment, scopes: parts, windows }, deadlines),
  )
  return scope =>
    scopeFacts({ stored: stored(scope).wanted[0]!, quantile: NO_DURATIONS, open: open(scope) })
}

async function askOpen(
  { moment, kept }: Question,
  kind: 'open' | 'part-open',
  asked: OpenQuestion,
  deadlines: Promise<RowsOf<Deadlines>>,
): Promise<(scope: string) => OpenLoad> {
  const [open, around] = await together(
    kept.askSums(kind, `${moment.hour}`, asked.scopes, async scopes =>
      askOpenRows({ ...asked, scopes })),
    deadlines,
  )
  return openLoad(asked, scope => open(scope).rows, around)
}

/** Sums of the shown scopes, asked only of those that nothing is kept of. */
async function keepSums<Row>(
  question: Question,
  kind: SumsKind,
  validity: string,
  ask: (question: Question) => Promise<(scope: string) => RowSums<Row>>,
): Promise<RowsOf<Row>> {
  const { kept, scopes } = question
  const sums = await kept.askSums(kind, validity, scopes, async asked =>
    ask({ ...question, scopes: asked }))
  return scope => sums(scope).rows
}

/** Open cases of the question's scopes, asked only of those that nothing is kept of. */
async function keepOpen<Row>(
  question: Question,
  kind: OpenKind,
  validity: string,
  ask: (question: Question) => Promise<(scope: string) => OpenRows<Row>>,
): Promise<RowsOf<Row>> {
  const { kept, scopes } = question
  const open = await kept.askOpen(kind, validity, scopes, async asked =>
    ask({ ...question, scopes: asked }))
  return scope => open(scope).rows()
}

/** The newest events: of scopes that something is kept of, what came since goes before it. */
async function keepLatest(question: Question): Promise<RowsOf<LatestRow>> {
  const { kept, scopes, since } = question
  const known = scopes.filter(kept.hasLatest)
  const [came, lists] = await together(
    known.length === 0
      ? Promise.resolve([])
      : askLatestSince({ ...question, scopes: known }, since),
    kept.askLatest('latest', '', scopes, async (asked) => {
      const rows = byScope(await askLatest({ ...question, scopes: asked }))
      return (scope): { rows: readonly LatestRow[] } => ({ rows: rows.get(scope) ?? NO_ROWS })
    }),
  )
  for (const [scope, rows] of byScope(came)) {
    const list = lists(scope)
    list.rows = [...rows, ...list.rows].slice(0, LATEST_EVENTS)
  }
  return scope => lists(scope).rows
}
