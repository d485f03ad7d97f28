import type { City } from '../../city/city.ts'
import type { Calendar } from '../calendar.ts'
import type { ServiceLevels } from '../service-levels.ts'
import type { AuditedEvent } from './read-events.ts'
import { formatDay } from '../calendar.ts'
import { directScope } from '../direct-scope.ts'
import { durationBucket } from '../duration-buckets.ts'

/** The cells of a case's row in `case_versions` by column, without sign and version. */
export type CaseFacts = Readonly<Record<string, unknown>>

export interface RecountContext { city: City, calendar: Calendar, serviceLevels: ServiceLevels }

const NO_DAY = '1970-01-01'

/**
 * What the events of one case make of it, by the plainest means: sorted by time and id and walked
 * from first to last. Shares nothing with the writer's fold, which it is there to check. Null
 * while the report is missing: such a case is counted nowhere.
 */
export function recountCase(
  caseId: string,
  unsorted: readonly AuditedEvent[],
  context: RecountContext,
): CaseFacts | null {
  const events = unsorted.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const report = events.find(({ type }) => type === 'reported')
  const said = lastSaid(events)
  if (report === undefined || said.region === '')
    return null
  const { city, calendar, serviceLevels } = context
  const life = walk(events, report, city)
  const due = said.dueSet ? said.due : serviceLevels.dueOf(said.category, report.at)
  const { closed, lastClosed, dispatched, accepted, review } = life
  const answer = review?.satisfaction ?? ''
  const valid = review === null ? false : review.valid === null ? answer !== '' : review.valid === 1
  const inTime = dispatched !== null && accepted !== null && accepted >= dispatched
    && serviceLevels.acceptedInTime(said.category, dispatched, accepted)
  const day = (at: number | null): string => at === null ? NO_DAY : formatDay(calendar.dayOf(at))
  const steps = [...life.entered].sort(([a, x], [b, y]) => x - y || order(a, city) - order(b, city))
  return {
    case_id: caseId,
    region: said.region,
    path: scopesAbove(said.region, city),
    category: said.category,
    channel: said.channel,
    department: said.department,
    title: said.title,
    lon: said.lon,
    lat: said.lat,
    reported_at: time(report.at),
    due_at: time(due),
    closed_at: time(closed),
    reviewed_at: time(review?.at ?? null),
    step: steps.at(-1)?.[0] ?? '',
    steps: steps.map(([code]) => code),
    step_days: steps.map(([, at]) => day(at)),
    open: closed === null ? 1 : 0,
    excluded: events.some(({ type }) => type === 'excluded') ? 1 : 0,
    urged_level: Math.max(0, ...events.map(({ type, level }) => type === 'urged' ? level : 0)),
    reopened: events.some(({ type }) => type === 'reopened') ? 1 : 0,
    reported_day: day(report.at),
    due_hour: due === null ? 0 : calendar.hourOf(due) / 1000,
    closed_day: day(lastClosed),
    reviewed_day: day(review?.at ?? null),
    has_due: due === null ? 0 : 1,
    on_time: due !== null && closed !== null && closed <= due ? 1 : 0,
    duration_bucket: closed === null ? 0 : durationBucket((closed - report.at) / 1000),
    contacted: review?.contacted === 1 ? 1 : 0,
    solved: review?.solved === 1 ? 1 : 0,
    answer,
    valid: valid ? 1 : 0,
    last_closed_at: time(lastClosed),
    dispatched_at: time(dispatched),
    due_day: day(due),
    dispatched_day: day(dispatched),
    accepted_in_time: inTime ? 1 : 0,
  }
}

interface Said {
  region: string
  category: string
  channel: string
  department: string
  title: string
  lon: number | null
  lat: number | null
  dueSet: boolean
  due: number | null
}

/** Of every attribute what was said last, at whatever time of the case. */
function lastSaid(events: readonly AuditedEvent[]): Said {
  const said: Said = {
    region: '',
    category: '',
    channel: '',
    department: '',
    title: '',
    lon: null,
    lat: null,
    dueSet: false,
    due: null,
  }
  for (const event of events) {
    said.region = event.region || said.region
    said.category = event.category || said.category
    said.channel = event.channel || said.channel
    said.department = event.department || said.department
    said.title = event.title || said.title
    if (event.lon !== null && event.lat !== null) {
      said.lon = event.lon
      said.lat = event.lat
    }
    if (event.dueSet === 1) {
      said.dueSet = true
      said.due = event.due
    }
  }
  return said
}

interface Life {
  closed: number | null
  lastClosed: number | null
  dispatched: number | null
  accepted: number | null
  review: AuditedEvent | null
  /** Workflow step to the time it was entered last. */
  entered: Map<string, number>
}

/** What is said to have happened before the report is no step of the case. */
function walk(events: readonly AuditedEvent[], report: AuditedEvent, city: City): Life {
  const life: Life = {
    closed: null,
    lastClosed: null,
    dispatched: null,
    accepted: null,
    review: null,
    entered: new Map(),
  }
  for (const event of events) {
    const { type, at } = event
    // Said to be reported again, a case was reported the first time.
    if (at < report.at || (type === 'reported' && event !== report))
      continue
    if (type === 'closed')
      life.closed = life.lastClosed = at
    if (type === 'reopened')
      life.closed = null
    if (type === 'dispatched')
      life.dispatched = at
    if (type === 'accepted')
      life.accepted = at
    if (type === 'reviewed')
      life.review = event
    for (const step of city.workflow) {
      if (step.events.includes(type))
        life.entered.set(step.code, at)
    }
  }
  return life
}

function order(step: string, city: City): number {
  return city.workflow.findIndex(({ code }) => code === step)
}

/** The screens that count a case of this region, outermost first, the last one's own part too. */
function scopesAbove(region: string, city: City): string[] {
  const scopes: string[] = []
  let code: string | null = region
  while (code !== null) {
    if (city.isScope(code))
      scopes.unshift(code)
    code = city.regions.get(code)?.parent ?? null
  }
  const deepest = scopes.at(-1)
  const parted = deepest !== undefined
    && [...city.children(deepest)].length > 0
  return parted ? [...scopes, directScope(deepest)] : scopes
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().replace('T', ' ').slice(0, 23)
}
