import type { City } from '../../city/city.ts'
import type { CaseEvent, CaseEventType } from '../../contract/case-event.ts'
import { SATISFACTION_ANSWERS } from '../../contract/case-event.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SLA_HOURS = [1, 2, 24, 72, 168]

export interface CityStreamOptions {
  city: City
  random: () => number
  /** Where cases lie; of any level. */
  regions: readonly string[]
  /** First and last moment, milliseconds since 1970. */
  from: number
  now: number
  /** Moments at which counting may go wrong by one: they are hit exactly, and missed by 1 ms. */
  edges: readonly number[]
  cases: number
}

/**
 * The history of a city up to `now` in the order of its arrival: all types of events, attributes
 * that change, cases of every level of the tree, half of them of the last three days; some events
 * overtake others, some come twice, some belong to cases that are never reported.
 */
export function cityStream(options: CityStreamOptions): CaseEvent[] {
  const { random, cases, now } = options
  const arrivals: { at: number, event: CaseEvent }[] = []
  for (let n = 0; n < cases; n++) {
    for (const event of caseEvents(`case-${n}`, options)) {
      const at = Date.parse(event.at)
      if (at > now)
        continue
      const delay = random() < 0.1 ? random() * DAY_MS : 0
      arrivals.push({ at: at + delay, event })
      if (random() < 0.03)
        arrivals.push({ at: at + delay + HOUR_MS, event })
    }
  }
  return arrivals.sort((a, b) => a.at - b.at).map(({ event }) => event)
}

function caseEvents(caseId: string, options: CityStreamOptions): CaseEvent[] {
  const { city, random, regions, from, now } = options
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const chance = (share: number): boolean => random() < share
  const iso = (at: number): string => new Date(at).toISOString()
  const edge = (): number => pick(options.edges) + pick([-1, 0, 0, 1])
  const near = (at: number): number => Math.round(chance(0.1) ? edge() : at)
  const events: CaseEvent[] = []
  const add = (type: CaseEventType, at: number, more: Partial<CaseEvent> = {}): number => {
    events.push({ id: `${caseId}-${events.length}`, caseId, type, at: iso(at), ...more })
    return at
  }
  const placed = (region: string): Partial<CaseEvent> => {
    const { lon = 118.6, lat = 37.4 } = city.regions.get(region) ?? {}
    return chance(0.6) ? { region, lon: lon + random() / 20, lat: lat + random() / 20 } : { region }
  }
  const span = chance(0.5) ? now - from : 3 * DAY_MS
  const reported = near(now - Math.floor(random() * span / 1000) * 1000)
  const due = near(reported + pick(SLA_HOURS) * HOUR_MS)

  const report: Partial<CaseEvent> = {
    ...placed(pick(regions)),
    category: pick([...city.categories.keys()]),
    channel: pick([...city.channels.keys()]),
    ...(chance(0.9) ? { title: `事项 ${caseId}` } : {}),
    ...(chance(0.85) ? { dueAt: iso(due) } : {}),
  }
  if (!chance(0.02))
    add('reported', reported, report)
  let at = reported
  const later = (hours: number): number => (at = Math.round(at + random() * hours * HOUR_MS))
  if (chance(0.8))
    add(pick(['registered', 'dispatched', 'reassigned']), later(1), { department: pick(['城管', '公安', '住建']) })
  if (chance(0.7))
    add('accepted', later(3))
  if (chance(0.1))
    add('urged', later(12), { level: pick([1, 2, 3]) })
  if (chance(0.08))
    add('extended', later(2), { dueAt: iso(near(due + pick(SLA_HOURS) * HOUR_MS)) })
  if (chance(0.02))
    add('amended', later(2), { dueAt: null })
  if (chance(0.08))
    add('amended', later(4), placed(pick(regions)))
  if (chance(0.04))
    add('amended', later(4), { category: pick([...city.categories.keys()]) })
  if (chance(0.05))
    add('excluded', later(24))
  if (chance(0.25))
    return events

  // From the second of the report to twenty days after it.
  at = Math.max(reported, near(reported + 1000 * (20 * 86_400) ** random() - 1000))
  if (chance(0.1) && due >= reported)
    at = due
  add('resolved', Math.max(reported, at - HOUR_MS))
  add('closed', at)
  if (chance(0.1)) {
    add('reopened', later(24))
    if (chance(0.5))
      add('closed', later(48))
  }
  for (let reviews = chance(0.5) ? pick([1, 1, 1, 2]) : 0; reviews > 0; reviews--) {
    add('reviewed', near(later(48)), {
      contacted: chance(0.9),
      ...(chance(0.9) ? { satisfaction: pick(SATISFACTION_ANSWERS), solved: chance(0.8) } : {}),
      ...(chance(0.15) ? { valid: chance(0.5) } : {}),
    })
  }
  return events
}
