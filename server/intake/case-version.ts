import type { City } from '../../city/city.ts'
import type { CaseEventType } from '../../contract/case-event.ts'
import type { Calendar } from '../calendar.ts'
import type { ServiceLevels } from '../service-levels.ts'
import type { CaseState } from './fold.ts'
import { formatDay } from '../calendar.ts'
import { directScope } from '../direct-scope.ts'
import { durationBucket } from '../duration-buckets.ts'
import { attributesOf, compareMarks } from './fold.ts'

type Cell = string | number | null | string[]

/** What a stored version row depends on besides the state. */
export interface VersionContext { city: City, calendar: Calendar, serviceLevels: ServiceLevels }

/** The day of a time that is not there. */
const NO_DAY = '1970-01-01'
const DAY_MS = 86_400_000
const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

/**
 * The facts of a case as the cells of a version row, without sign and version; null for an orphan,
 * which nobody counts until its report arrives.
 */
export function toVersionFacts(
  caseId: string,
  state: CaseState,
  { city, calendar, serviceLevels }: VersionContext,
): Cell[] | null {
  const reportedAt = state.marks.reported?.[0]
  const attributes = attributesOf(state)
  if (reportedAt === undefined || attributes.region === undefined)
    return null
  const closedAt = closedAtOf(state, reportedAt)
  const lastClosedAt = stepTime(state, 'closed', reportedAt)
  const dispatchedAt = stepTime(state, 'dispatched', reportedAt)
  const category = attributes.category ?? ''
  // An event may say that there is none (null); where none says anything, the profile does.
  const dueAt = attributes.dueAt === undefined
    ? serviceLevels.dueOf(category, reportedAt)
    : attributes.dueAt
  const reviewedAt = stepTime(state, 'reviewed', reportedAt)
  const review = reviewedAt === null ? null : state.review
  const steps = stepsReached(state, reportedAt, city)
  return [
    caseId,
    attributes.region,
    scopesOf(attributes.region, city),
    category,
    attributes.channel ?? '',
    attributes.department ?? '',
    attributes.title ?? '',
    attributes.lon ?? null,
    attributes.lat ?? null,
    sqlTime(reportedAt),
    sqlTimeOrNull(dueAt),
    sqlTimeOrNull(closedAt),
    sqlTimeOrNull(reviewedAt),
    steps.at(-1)?.code ?? '',
    steps.map(step => step.code),
    steps.map(step => formatDay(calendar.dayOf(step.at))),
    closedAt === null ? 1 : 0,
    state.marks.excluded === undefined ? 0 : 1,
    state.urgedLevel,
    state.marks.reopened === undefined ? 0 : 1,
    formatDay(calendar.dayOf(reportedAt)),
    dueAt === null ? 0 : calendar.hourOf(dueAt) / 1000,
    dayOrNone(lastClosedAt, calendar),
    dayOrNone(reviewedAt, calendar),
    dueAt === null ? 0 : 1,
    dueAt !== null && closedAt !== null && closedAt <= dueAt ? 1 : 0,
    closedAt === null ? 0 : durationBucket((closedAt - reportedAt) / 1000),
    review?.contacted === true ? 1 : 0,
    review?.solved === true ? 1 : 0,
    review?.satisfaction ?? '',
    review !== null && (review.valid ?? review.satisfaction !== null) ? 1 : 0,
    sqlTimeOrNull(lastClosedAt),
    sqlTimeOrNull(dispatchedAt),
    dayOrNone(dueAt, calendar),
    dayOrNone(dispatchedAt, calendar),
    isAcceptedInTime(state, dispatchedAt, category, serviceLevels) ? 1 : 0,
  ]
}

/**
 * The scopes that count a case of this region, outermost first. A case that lies in a scope but in
 * none of its children is counted under `directScope` too, so that parts sum to the whole.
 */
export function scopesOf(region: string, city: City): string[] {
  const path = city.scopePath(region)
  const deepest = path.at(-1)
  return deepest !== undefined && city.children(deepest).length > 0
    ? [...path, directScope(deepest)]
    : [...path]
}

function sqlTimeOrNull(at: number | null): string | null {
  return at === null ? null : sqlTime(at)
}

function dayOrNone(at: number | null, calendar: Calendar): string {
  return at === null ? NO_DAY : formatDay(calendar.dayOf(at))
}

/** Of several dispatches the last one is meant: it is the one that waits for an answer. */
function isAcceptedInTime(
  state: CaseState,
  dispatchedAt: number | null,
  category: string,
  levels: ServiceLevels,
): boolean {
  const accepted = state.marks.accepted
  return accepted !== undefined && dispatchedAt !== null && accepted[0] >= dispatchedAt
    && levels.acceptedInTime(category, dispatchedAt, accepted[0])
}

/**
 * Milliseconds since 1970 as ClickHouse reads them in a column with the zone UTC. Some ten of them
 * are written for every event: put together, they cost a fifth of cutting up `toISOString`.
 */
export function sqlTime(at: number): string {
  const day = Math.floor(at / DAY_MS)
  const ms = at - day * DAY_MS
  const seconds = Math.floor(ms / 1000)
  const hh = TWO_DIGITS[Math.floor(seconds / 3600)]
  const mm = TWO_DIGITS[Math.floor(seconds / 60) % 60]
  const ss = TWO_DIGITS[seconds % 60]
  return `${formatDay(day)} ${hh}:${mm}:${ss}.${String(ms % 1000).padStart(3, '0')}`
}

/**
 * A case is closed when its last closing is later than its last reopening. What is said to have
 * happened before the report is no step of this case.
 */
function closedAtOf(state: CaseState, reportedAt: number): number | null {
  const closed = state.marks.closed
  if (closed === undefined || closed[0] < reportedAt)
    return null
  const reopened = state.marks.reopened
  return reopened !== undefined && compareMarks(reopened, closed) > 0 ? null : closed[0]
}

function stepTime(state: CaseState, type: CaseEventType, reportedAt: number): number | null {
  const mark = state.marks[type]
  return mark === undefined || mark[0] < reportedAt ? null : mark[0]
}

/** The workflow steps the case has been in with the time of the latest entry, latest last. */
function stepsReached(
  state: CaseState,
  reportedAt: number,
  city: City,
): { code: string, at: number }[] {
  const reached: { code: string, at: number, id: string, order: number }[] = []
  city.workflow.forEach((step, order) => {
    let last: [number, string] | undefined
    for (const type of step.events) {
      const mark = state.marks[type]
      if (mark !== undefined && mark[0] >= reportedAt && (!last || compareMarks(mark, last) > 0))
        last = mark
    }
    if (last)
      reached.push({ code: step.code, at: last[0], id: last[1], order })
  })
  // Steps of the same instant follow the workflow's own order.
  return reached.sort((a, b) => a.at - b.at || a.order - b.order)
}
