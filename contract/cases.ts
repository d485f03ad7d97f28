import Type from 'typebox'
import { CaseEvent } from './case-event.ts'

export const CASE_LIST_STATES = ['open', 'overdue', 'closed'] as const
export const CaseListState = Type.Enum(CASE_LIST_STATES)
export type CaseListState = typeof CASE_LIST_STATES[number]

const NullableString = Type.Union([Type.String(), Type.Null()])

/** A case as the fold of its events gives it. Times are RFC 3339 in the profile's zone. */
export const CaseSummary = Type.Object({
  caseId: Type.String(),
  title: Type.String(),
  region: Type.String(),
  category: Type.String(),
  channel: Type.String(),
  department: Type.String(),
  /** Code of the workflow step it stands in. */
  step: Type.String(),
  open: Type.Boolean(),
  excluded: Type.Boolean(),
  reportedAt: Type.String(),
  dueAt: NullableString,
  closedAt: NullableString,
  reviewedAt: NullableString,
  satisfaction: NullableString,
  urgedLevel: Type.Integer(),
  lon: Type.Union([Type.Number(), Type.Null()]),
  lat: Type.Union([Type.Number(), Type.Null()]),
})
export type CaseSummary = Type.Static<typeof CaseSummary>

export const CasesBody = Type.Object({
  cases: Type.Array(CaseSummary),
  /** Pass it as `cursor` for the next page; null on the last. */
  next: NullableString,
})
export type CasesBody = Type.Static<typeof CasesBody>

export const LedgerEvent = Type.Intersect([
  CaseEvent,
  Type.Object({ seq: Type.Integer(), source: Type.String(), receivedAt: Type.String() }),
])
export type LedgerEvent = Type.Static<typeof LedgerEvent>

export const CaseBody = Type.Object({
  case: CaseSummary,
  /** In the order of their times. */
  events: Type.Array(LedgerEvent),
})
export type CaseBody = Type.Static<typeof CaseBody>
