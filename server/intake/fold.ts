import type { CaseEventType } from '../../contract/case-event.ts'
import type { Attributes, NormalEvent, ReviewAnswer } from './normal-event.ts'

/** An event's place in a case's history: time, then id. A total order, whatever the arrival. */
export type Mark = [at: number, id: string]

/** An event that set attributes, kept as long as one of them is still the latest. */
export type Carrier = [at: number, id: string, attributes: Attributes]

/**
 * The fold of a set of events of one case. Everything in it is an extreme of `(at, id)`, so it
 * depends on the set alone: not on order, repetition or how the set was cut into batches.
 */
export interface CaseState {
  /** Of `reported` the earliest mark, of every other type the latest. */
  marks: Partial<Record<CaseEventType, Mark>>
  carriers: Carrier[]
  /** The answers of the latest review. */
  review: ReviewAnswer | null
  /** Highest level of supervision; 0 when never urged. */
  urgedLevel: number
}

export const EMPTY_STATE: CaseState = Object.freeze({
  marks: Object.freeze({}),
  carriers: [],
  review: null,
  urgedLevel: 0,
})

/** The state after one more event. Pure: the state passed in is not changed. */
export function foldEvent(state: CaseState, event: NormalEvent): CaseState {
  const mark: Mark = [event.at, event.id]
  const known = state.marks[event.type]
  const wins = known === undefined
    || (event.type === 'reported' ? compareMarks(mark, known) < 0 : compareMarks(mark, known) > 0)
  return {
    marks: wins ? { ...state.marks, [event.type]: mark } : state.marks,
    carriers: foldCarriers(state.carriers, event),
    review: wins && event.type === 'reviewed' ? event.review : state.review,
    urgedLevel: event.type === 'urged'
      ? Math.max(state.urgedLevel, event.level ?? 1)
      : state.urgedLevel,
  }
}

export function compareMarks(a: Mark, b: Mark): number {
  if (a[0] !== b[0])
    return a[0] - b[0]
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0
}

/** The latest value of every attribute. */
export function attributesOf(state: CaseState): Attributes {
  const attributes: Attributes = {}
  // Carriers are sorted: what comes later overwrites.
  for (const carrier of state.carriers)
    Object.assign(attributes, carrier[2])
  return attributes
}

function foldCarriers(carriers: Carrier[], event: NormalEvent): Carrier[] {
  if (Object.keys(event.attributes).length === 0)
    return carriers
  if (carriers.some(([at, id]) => at === event.at && id === event.id))
    return carriers
  const sorted = [...carriers, [event.at, event.id, event.attributes] satisfies Carrier]
    .sort((a, b) => compareMarks([a[0], a[1]], [b[0], b[1]]))
  return dropOvertaken(sorted)
}

/** Keeps the carriers that still hold the latest value of something, oldest first. */
function dropOvertaken(sorted: Carrier[]): Carrier[] {
  const seen = new Set<string>()
  const kept: Carrier[] = []
  for (const carrier of sorted.toReversed()) {
    const keys = Object.keys(carrier[2])
    if (keys.some(key => !seen.has(key)))
      kept.push(carrier)
    keys.forEach(key => seen.add(key))
  }
  return kept.reverse()
}
