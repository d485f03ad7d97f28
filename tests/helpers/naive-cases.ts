import type { City } from '../../city/city.ts'
import type { NaiveEvent } from './naive-events.ts'

/** What became of one case; times are milliseconds since 1970. */
export interface NaiveCase {
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
  closed: number | null
  review: { at: number, answer: string, valid: boolean } | null
  excluded: boolean
  urged: number
  /** Workflow step to the time of the latest entry. */
  entered: ReadonlyMap<string, number>
  /** Where it stands: the step entered last; of steps entered at once the workflow's later one. */
  step: string
}

/**
 * Follows every case of the ledger by the most naive means: all of its events sorted by time,
 * walked from first to last. Knows nothing of the server's fold, versions or roll-ups.
 */
export function followCases(events: readonly NaiveEvent[], city: City): NaiveCase[] {
  const cases = new Map<string, NaiveEvent[]>()
  for (const event of events) {
    const own = cases.get(event.caseId)
    if (own === undefined)
      cases.set(event.caseId, [event])
    else
      own.push(event)
  }
  return [...cases.values()].flatMap(own => followCase(own, city) ?? [])
}

/** One case; null while its report is missing. */
export function followCase(own: readonly NaiveEvent[], city: City): NaiveCase | null {
  const events = own.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const report = events.find(event => event.type === 'reported')
  if (report === undefined)
    return null
  const { caseId } = report
  const found = { region: '', category: '', channel: '', department: '', title: '', urged: 0 }
  let due: number | null = null
  let place: { lon: number | null, lat: number | null } = { lon: null, lat: null }
  let closed: number | null = null
  let review: NaiveCase['review'] = null
  let excluded = false
  const entered = new Map<string, number>()
  for (const event of events) {
    found.region = event.region || found.region
    found.category = event.category || found.category
    found.channel = event.channel || found.channel
    found.department = event.department || found.department
    found.title = event.title || found.title
    found.urged = Math.max(found.urged, event.level)
    if (event.dueSet === 1)
      due = event.due
    if (event.lon !== null)
      place = { lon: event.lon, lat: event.lat }
    excluded ||= event.type === 'excluded'
    if (event.at < report.at)
      continue
    if (event.type === 'closed')
      closed = event.at
    if (event.type === 'reopened')
      closed = null
    if (event.type === 'reviewed') {
      const valid = event.valid === null ? event.satisfaction !== '' : event.valid === 1
      review = { at: event.at, answer: event.satisfaction, valid }
    }
    // Said to be reported twice, a case was reported the first time.
    const repeated = event.type === 'reported' && event !== report
    const step = city.workflow.find(step => step.events.includes(event.type))
    if (step !== undefined && !repeated)
      entered.set(step.code, event.at)
  }
  const latest = Math.max(...entered.values())
  const step = city.workflow.findLast(({ code }) => entered.get(code) === latest)?.code ?? ''
  const { region } = found
  return {
    caseId,
    ...found,
    within: regionsAbove(region, city),
    ...place,
    reported: report.at,
    due,
    closed,
    review,
    excluded,
    entered,
    step,
  }
}

function regionsAbove(region: string, city: City): Set<string> {
  const within = new Set<string>()
  for (let code: string | null = region; code !== null; code = city.regions.get(code)!.parent)
    within.add(code)
  return within
}
