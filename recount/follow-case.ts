import type { CityRules } from './city-rules.ts'
import type { RecountEvent } from './recount-event.ts'

/** What became of one case; times are milliseconds since 1970. */
export interface FollowedCase {
  caseId: string
  region: string
  /** The regions that hold it, its own included, whatever their level. */
  within: ReadonlySet<string>
  category: string
  channel: string
  department: string
  title: string
  lon: number | null
  lat: number | null
  reported: number
  due: number | null
  /** Null while it is open. */
  closed: number | null
  /** Its last closing, also where it was opened again since. */
  lastClosed: number | null
  /** Its last dispatch. */
  dispatched: number | null
  acceptedInTime: boolean
  /** The last one; `answer` is empty where it brought none. */
  review: { at: number, answer: string, valid: boolean, contacted: boolean, solved: boolean } | null
  excluded: boolean
  reopened: boolean
  /** Highest level of supervision; 0: none. */
  urged: number
  /** Workflow step to the time of the latest entry. */
  entered: ReadonlyMap<string, number>
  /** Where it stands: the step entered last; of steps entered at once the workflow's later one. */
  step: string
}

/** Every case of the events, those left out whose report is missing. */
export function followCases(events: Iterable<RecountEvent>, rules: CityRules): FollowedCase[] {
  const cases = new Map<string, RecountEvent[]>()
  for (const event of events) {
    const own = cases.get(event.caseId)
    if (own === undefined)
      cases.set(event.caseId, [event])
    else
      own.push(event)
  }
  return [...cases.values()].flatMap(own => followCase(own, rules) ?? [])
}

/**
 * One case by the plainest of means: its events sorted by time, then id, and walked from first to
 * last. Shares nothing with the server: this is what the server's numbers are held against. Null
 * while the report is missing.
 */
export function followCase(own: readonly RecountEvent[], rules: CityRules): FollowedCase | null {
  const events = own.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const report = events.find(event => event.type === 'reported')
  if (report === undefined)
    return null
  const said = hear(events)
  const history = walk(events.filter(event => event.at >= report.at), report, rules)
  const { dispatched, accepted } = history
  return {
    ...said,
    caseId: report.caseId,
    within: rules.regionsAbove(said.region),
    reported: report.at,
    // What an event says of the due time holds, also that there is none.
    due: said.due === undefined ? rules.dueOf(said.category, report.at) : said.due,
    closed: history.closed,
    lastClosed: history.lastClosed,
    dispatched,
    acceptedInTime: dispatched !== null && accepted !== null && accepted >= dispatched
      && rules.isAcceptedInTime(said.category, dispatched, accepted),
    review: history.review,
    entered: history.entered,
    step: history.step,
  }
}

/** What any event may say of a case, whenever: the last word holds, and marks stay. */
function hear(events: readonly RecountEvent[]) {
  const said = {
    region: '',
    category: '',
    channel: '',
    department: '',
    title: '',
    lon: null as number | null,
    lat: null as number | null,
    due: undefined as number | null | undefined,
    excluded: false,
    reopened: false,
    urged: 0,
  }
  for (const event of events) {
    said.region = event.region || said.region
    said.category = event.category || said.category
    said.channel = event.channel || said.channel
    said.department = event.department || said.department
    said.title = event.title || said.title
    if (event.lon !== undefined && event.lat !== undefined)
      [said.lon, said.lat] = [event.lon, event.lat]
    if (event.dueAt !== undefined)
      said.due = event.dueAt
    if (event.type === 'excluded')
      said.excluded = true
    if (event.type === 'reopened')
      said.reopened = true
    if (event.type === 'urged')
      said.urged = Math.max(said.urged, event.level ?? 1)
  }
  return said
}

/** The steps; what is said to have happened before the report is none of this case. */
function walk(events: readonly RecountEvent[], report: RecountEvent, { profile }: CityRules) {
  let closed: number | null = null
  let lastClosed: number | null = null
  let dispatched: number | null = null
  let accepted: number | null = null
  let review: FollowedCase['review'] = null
  const entered = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'closed')
      closed = lastClosed = event.at
    if (event.type === 'reopened')
      closed = null
    if (event.type === 'dispatched')
      dispatched = event.at
    if (event.type === 'accepted')
      accepted = event.at
    if (event.type === 'reviewed')
      review = readReview(event)
    // Said to be reported twice, a case was reported the first time.
    const repeated = event.type === 'reported' && event !== report
    const step = repeated
      ? undefined
      : profile.workflow.find(({ events: types }) => types.includes(event.type))
    if (step !== undefined)
      entered.set(step.code, event.at)
  }
  const latest = Math.max(...entered.values())
  const step = profile.workflow.findLast(({ code }) => entered.get(code) === latest)?.code ?? ''
  return { closed, lastClosed, dispatched, accepted, review, entered, step }
}

/** Where the source does not say whether it counts, a review counts that brought an answer. */
function readReview(event: RecountEvent): FollowedCase['review'] {
  const { at, satisfaction, valid, contacted, solved } = event
  return {
    at,
    answer: satisfaction ?? '',
    valid: valid ?? satisfaction !== undefined,
    contacted: contacted === true,
    solved: solved === true,
  }
}
