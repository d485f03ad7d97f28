import type { City } from '../../city/city.ts'
import type { CaseEventType } from '../../contract/case-event.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import { midnight } from './recounted-windows.ts'

/** A row of the ledger, as it lies there: where its case lay then, and when it was received. */
export interface ToldEvent {
  seq: number
  caseId: string
  type: CaseEventType
  at: number
  receivedAt: number
  department: string
  path: string[]
}

/** How long something took in a case: a stay, an answer. */
export interface Took { caseId: string, from: number, to: number, ms: number }

const GIVING = new Set<CaseEventType>(
  ['dispatched', 'reassigned', 'accepted', 'resolved', 'closed', 'excluded'],
)

export async function readTold(database: Database): Promise<ToldEvent[]> {
  return database.query<ToldEvent>(`
    SELECT seq, case_id AS caseId, type, toUnixTimestamp64Milli(at) AS at,
      toUnixTimestamp64Milli(received_at) AS receivedAt, department, path
    FROM case_events ORDER BY seq`)
}

/** Stays in a step that ended in the last seven days, the shortest first. */
export function staysIn(
  events: readonly ToldEvent[],
  scope: string,
  step: string,
  { workflow, timezone }: City,
  now: number,
): Took[] {
  const place = workflow.findIndex(({ code }) => code === step)
  const [back, from] = [midnight(now, timezone, -59), midnight(now, timezone, -6)]
  const later = new Set<string>(workflow.slice(place + 1).flatMap(one => one.events))
  return byLength(casesOf(events, scope, back).flatMap(([caseId, own]) => {
    if (own.some(({ type }) => type === 'excluded'))
      return []
    const entered = firstOf(own, type => workflow[place]!.events.includes(type))
    const left = firstOf(own, type => later.has(type))
    return entered === null || left === null || left < from || left > now || left < entered
      ? []
      : [{ caseId, from: entered, to: left, ms: left - entered }]
  }))
}

/** Whistles of the last seven days that were answered, the quickest first. */
export function answersIn(
  events: readonly ToldEvent[],
  scope: string,
  { timezone }: City,
  now: number,
): (Took & { department: string })[] {
  const known = casesOf(events, scope, midnight(now, timezone, -6))
  return byLength(known.flatMap(([caseId, all]) => {
    const own = all.filter(({ at }) => at <= now)
    const from = firstOf(own, type => type === 'dispatched')
    const to = firstOf(own, type => type === 'accepted')
    if (from === null || to === null || own.some(({ type }) => type === 'excluded'))
      return []
    const given = own.filter(({ type, department }) => department !== '' && GIVING.has(type))
      .reduce<ToldEvent | null>((last, one) => last && last.at >= one.at ? last : one, null)
    const department = given?.department ?? ''
    return [{ caseId, from, to, ms: Math.max(0, to - from), department }]
  }))
}

/** The events that a frame of that moment and point of the ledger counts in its minute. */
export function eventsOfMinute(
  events: readonly ToldEvent[],
  scope: string,
  now: number,
  seq: number,
): ToldEvent[] {
  return events.filter(one => one.path.includes(scope) && one.seq <= seq
    && one.at >= now - 60_000 && one.at <= now && one.receivedAt >= now - 60_000)
}

function casesOf(
  events: readonly ToldEvent[],
  scope: string,
  since: number,
): [string, ToldEvent[]][] {
  const cases = new Map<string, ToldEvent[]>()
  for (const event of events.filter(({ path, at }) => path.includes(scope) && at >= since))
    cases.set(event.caseId, [...cases.get(event.caseId) ?? [], event])
  return [...cases]
}

function firstOf(own: readonly ToldEvent[], is: (type: CaseEventType) => boolean): number | null {
  const times = own.filter(({ type }) => is(type)).map(({ at }) => at)
  return times.length === 0 ? null : Math.min(...times)
}

function byLength<T extends Took>(list: T[]): T[] {
  return list.sort((a, b) => a.ms - b.ms || (a.caseId < b.caseId ? -1 : 1))
}
