import type { CaseEventType, SatisfactionAnswer } from '../../contract/case-event.ts'

/** Attributes of a case that any event may set. Absent: the event says nothing about it. */
export interface Attributes {
  region?: string
  category?: string
  channel?: string
  department?: string
  /** Milliseconds since 1970; null: explicitly without a due time. */
  dueAt?: number | null
  title?: string
  lon?: number
  lat?: number
}

export interface ReviewAnswer {
  contacted: boolean | null
  solved: boolean | null
  satisfaction: SatisfactionAnswer | null
  /** As sent; null when the source left it open. */
  valid: boolean | null
}

/** A case event after validation: times are milliseconds since 1970, nothing else is left. */
export interface NormalEvent {
  id: string
  caseId: string
  type: CaseEventType
  at: number
  attributes: Attributes
  /** Only of `reviewed`. */
  review: ReviewAnswer | null
  /** Only of `urged`: 1 to 3. */
  level: number | null
}
