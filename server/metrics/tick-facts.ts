import type { Calendar } from '../calendar.ts'
import type { ScopeFacts } from './metric-value.ts'
import type { Question } from './question.ts'
import type { FacetRow } from './questions/breakdown.ts'
import type { DayRow } from './questions/days.ts'
import type { HourRow } from './questions/hours.ts'
import type { LateRow } from './questions/late-cases.ts'
import type { LatestRow } from './questions/latest.ts'
import type { PointRow } from './questions/points.ts'
import { byScope } from './question.ts'
import { askBreakdown } from './questions/breakdown.ts'
import { askClosed } from './questions/closed.ts'
import { askDays } from './questions/days.ts'
import { askDue } from './questions/due.ts'
import { askHours } from './questions/hours.ts'
import { askLateCases } from './questions/late-cases.ts'
import { askLatest, askLedgerPoint, askRate } from './questions/latest.ts'
import { askPoints } from './questions/points.ts'
import { askReported } from './questions/reported.ts'
import { askReviewed } from './questions/reviewed.ts'
import { askStepsToday } from './questions/steps-today.ts'

const MINUTE_MS = 60_000

/** The answers of one tick, by scope. */
export interface TickFacts {
  seq: number
  calendar: Calendar
  scope: (scope: string) => ScopeFacts
  hours: ReadonlyMap<string, HourRow[]>
  days: ReadonlyMap<string, DayRow[]>
  facets: ReadonlyMap<string, FacetRow[]>
  stepsToday: ReadonlyMap<string, { step: string, cases: number }[]>
  latest: ReadonlyMap<string, LatestRow[]>
  perMinute: ReadonlyMap<string, number>
  late: ReadonlyMap<string, LateRow[]>
  points: ReadonlyMap<string, PointRow[]>
}

/** Asks ClickHouse everything once, for all scopes. The caller keeps loads away meanwhile. */
export async function askTick(question: Question, wallNow: number): Promise<TickFacts> {
  const [
    scope,
    seq,
    hours,
    days,
    facets,
    stepsToday,
    latest,
    perMinute,
    late,
    points,
  ] = await Promise.all([
    askScopeFacts(question),
    askLedgerPoint(question),
    askHours(question),
    askDays(question),
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
    scope,
    hours: byScope(hours),
    days: byScope(days),
    facets: byScope(facets),
    stepsToday: byScope(stepsToday),
    latest: byScope(latest),
    perMinute,
    late: byScope(late),
    points: byScope(points),
  }
}

/** The four clocks of the moment's windows, for scopes and their parts. */
export async function askScopeFacts(question: Question): Promise<(scope: string) => ScopeFacts> {
  const [reported, due, closed, reviewed] = await Promise.all([
    askReported(question),
    askDue(question),
    askClosed(question),
    askReviewed(question),
  ])
  return scope => ({
    reported: reported.get(scope),
    due: due.get(scope),
    closed: closed.get(scope),
    answers: reviewed.get(scope) ?? [],
  })
}
