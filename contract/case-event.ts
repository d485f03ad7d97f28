import Type from 'typebox'

/**
 * Canonical steps of a case's life. A profile's workflow names its own steps in terms of these.
 * `registered`…`reviewed` are steps to keep time for; the rest are side moves.
 */
export const CASE_EVENT_TYPES = [
  'reported',
  'registered',
  'dispatched',
  'accepted',
  'resolved',
  'closed',
  'reviewed',
  'urged',
  'reopened',
  'reassigned',
  'extended',
  'excluded',
  'amended',
] as const
export type CaseEventType = typeof CASE_EVENT_TYPES[number]

/** The five official answers of a satisfaction review, best first. */
export const SATISFACTION_ANSWERS = [
  'very_satisfied',
  'satisfied',
  'basically_satisfied',
  'dissatisfied',
  'very_dissatisfied',
] as const
export type SatisfactionAnswer = typeof SATISFACTION_ANSWERS[number]

/** Longest id of an event or a case, in characters. Ids are keys of the state store. */
export const MAX_ID_LENGTH = 128
/** Longest region, category, channel or department code, in characters. */
export const MAX_CODE_LENGTH = 128
/** Longest title kept, in characters. */
export const MAX_TITLE_LENGTH = 400

const Id = Type.String({ minLength: 1, maxLength: MAX_ID_LENGTH, pattern: '^[\\x21-\\x7e]+$' })
const Code = Type.String({ minLength: 1, maxLength: MAX_CODE_LENGTH })
/** RFC 3339 with a zone; `Z` or a numeric offset. The parser checks that the instant exists. */
export const Timestamp = Type.String({
  minLength: 20,
  maxLength: 40,
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'RFC 3339 with a zone, for example 2026-11-21T14:32:05+08:00',
})

/**
 * One step in a case's life, as a source sends it.
 * Attributes (region … lat) may come with any event; of several values the one of the latest
 * `(at, id)` holds. `reported` must bring region, category and channel.
 */
export const CaseEvent = Type.Object({
  id: Id,
  caseId: Id,
  type: Type.Enum(CASE_EVENT_TYPES),
  at: Timestamp,
  region: Type.Optional(Code),
  category: Type.Optional(Code),
  channel: Type.Optional(Code),
  department: Type.Optional(Code),
  dueAt: Type.Optional(Type.Union([Timestamp, Type.Null()])),
  title: Type.Optional(Type.String({ maxLength: MAX_TITLE_LENGTH })),
  lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  /** Of a review: did the department contact the citizen? */
  contacted: Type.Optional(Type.Boolean()),
  /** Of a review: is the matter solved, in the citizen's words? */
  solved: Type.Optional(Type.Boolean()),
  /** Of a review: the citizen's answer. */
  satisfaction: Type.Optional(Type.Enum(SATISFACTION_ANSWERS)),
  /** Of a review: does it count? When absent, a review counts if it brings an answer. */
  valid: Type.Optional(Type.Boolean()),
  /** Of `urged`: level of the supervision, 1 to 3. */
  level: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
}, { additionalProperties: false })
export type CaseEvent = Type.Static<typeof CaseEvent>
