import type { CoreMetric } from '../../contract/metrics.ts'
import type { Calendar } from '../calendar.ts'
import type { ValidityOf } from './askings.ts'
import type { OpenKind, Sums, SumsKind } from './kept-answers.ts'
import type { Moment } from './moment.ts'
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
import { always, ofDay, ofHour, ofMinute, toAskings } from './askings.ts'
import { frameSums, sumsOf } from './measure-columns.ts'
import { BEFORE_30, curveDays, rankedWindow, summaryWindows } from './moment.ts'
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
  const all = { ...question, scopes: [...scopes, ...parts] }
  // Whichever hour it is asked for, its deadlines are as they stand now.
  const askNow = async (asked: Question) =>
    askDeadlineSums({ ...asked, moment: { ...moment, hour: asked.moment.hour } })
  const deadlines = addedUp.then(async () => keepOpen(all, 'deadlines', ofHour, askNow))
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
    addedUp.then(async () => keepSums({ ...question, ahead: null }, 'hours', ofMinute, askHours)),
    addedUp.then(async () => keepSums(question, 'facets', ofDay, askBreakdown)),
    addedUp.then(async () => keepSums(question, 'steps', ofDay, askStepsToday)),
    keepLatest(question),
    askRate(question, wallMs),
    addedUp.then(async () => keepOpen(question, 'late', always, askLateCases)),
    addedUp.then(async () => keepOpen(question, 'points', always, askPoints)),
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
  const { city: { metrics }, moment } = question
  const drawn = metrics.filter(({ id }) => CURVES.has(id))
  const windows = summaryWindows(moment)
  const [stored, durations, open] = await together(
    keep(question, 'facts', ofDay, async ({ database, scopes, moment }) => askFacts({
      database,
      scopes,
      wanted: [
        { windows: summaryWindows(moment), sums: frameSums(metrics) },
        { windows: curveDays(moment), sums: sumsOf(drawn) },
      ],
    })),
    keep(question, 'durations', ofDay, async ({ database, scopes, moment }) =>
      askDurations({ database, scopes, windows: summaryWindows(moment).slice(0, BEFORE_30) })),
    askOpen(
      question,
      'open',
      moment => [...summaryWindows(moment), ...curveDays(moment)],
      deadlines,
    ),
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
  const ranked = question.city.metrics.filter(({ id }) => RANKED.has(id))
  const windows = (moment: Moment) => [rankedWindow(moment)]
  const parts = { ...question, scopes: question.parts }
  const [stored, open] = await together(
    keep(parts, 'part-facts', ofDay, async ({ database, scopes, moment }) => askFacts({
      database,
      scopes,
      wanted: [{ windows: windows(moment), sums: sumsOf(ranked) }],
    })),
    askOpen(parts, 'part-open', windows, deadlines),
  )
  return scope =>
    scopeFacts({ stored: stored(scope).wanted[0]!, quantile: NO_DURATIONS, open: open(scope) })
}

async function askOpen(
  question: Question,
  kind: 'open' | 'part-open',
  windowsOf: (moment: Moment) => OpenQuestion['windows'],
  deadlines: Promise<RowsOf<Deadlines>>,
): Promise<(scope: string) => OpenLoad> {
  const toAsked = ({ database, scopes, moment }: Question): OpenQuestion =>
    ({ database, scopes, moment, windows: windowsOf(moment) })
  const [open, around] = await together(
    keep(question, kind, ofHour, async asked => askOpenRows(toAsked(asked))),
    deadlines,
  )
  return openLoad(toAsked(question), scope => open(scope).rows, around)
}

/** Sums of the shown scopes. */
async function keepSums<Row>(
  question: Question,
  kind: SumsKind,
  validityOf: ValidityOf,
  ask: (question: Question) => Promise<(scope: string) => RowSums<Row>>,
): Promise<RowsOf<Row>> {
  const sums = await keep(question, kind, validityOf, ask)
  return scope => sums(scope).rows
}

/** Open cases of the question's scopes. */
async function keepOpen<Row>(
  question: Question,
  kind: OpenKind,
  validityOf: ValidityOf,
  ask: (question: Question) => Promise<(scope: string) => OpenRows<Row>>,
): Promise<RowsOf<Row>> {
  const { kept, scopes } = question
  const open = await kept.askOpen(kind, scopes, ...toAskings(question, validityOf, ask))
  return scope => open(scope).rows()
}

/** Asks only of those scopes that nothing is kept of. */
async function keep<Answer extends Sums>(
  question: Question,
  kind: SumsKind,
  validityOf: ValidityOf,
  ask: (question: Question) => Promise<(scope: string) => Answer>,
): Promise<(scope: string) => Answer> {
  const { kept, scopes } = question
  return kept.askSums(kind, scopes, ...toAskings(question, validityOf, ask))
}

/** The newest events: of scopes that something is kept of, what came since goes before it. */
async function keepLatest(question: Question): Promise<RowsOf<LatestRow>> {
  const { kept, scopes, since } = question
  const known = scopes.filter(kept.hasLatest)
  const ask = async (asked: readonly string[]) => {
    const rows = byScope(await askLatest({ ...question, scopes: asked }))
    return (scope: string): { rows: readonly LatestRow[] } => ({ rows: rows.get(scope) ?? NO_ROWS })
  }
  const [came, lists] = await together(
    known.length === 0
      ? Promise.resolve([])
      : askLatestSince({ ...question, scopes: known }, since),
    kept.askLatest('latest', scopes, { validity: '', ask }),
  )
  for (const [scope, rows] of byScope(came)) {
    const list = lists(scope)
    list.rows = [...rows, ...list.rows].slice(0, LATEST_EVENTS)
  }
  return scope => lists(scope).rows
}
