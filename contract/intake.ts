import Type from 'typebox'

/** Why a line was not taken. Each is final: sending the same line again gives the same code. */
export const REJECTION_CODES = [
  'malformed_json',
  'line_too_long',
  'invalid_event',
  'unknown_region',
  'unknown_category',
  'unknown_channel',
  'bad_time',
  'future_time',
  'missing_attribute',
  'before_reported',
  'id_conflict',
] as const
export type RejectionCode = typeof REJECTION_CODES[number]

export const Rejection = Type.Object({
  /** 1-based line of an NDJSON body, or 1-based place in a JSON array. */
  line: Type.Integer({ minimum: 1 }),
  /** Id of the event, where it could be read. */
  id: Type.Union([Type.String(), Type.Null()]),
  code: Type.Enum(REJECTION_CODES),
  message: Type.String(),
})
export type Rejection = Type.Static<typeof Rejection>

/** Longest list of rejections in one answer; `rejectedCount` is always exact. */
export const MAX_REJECTIONS_LISTED = 1000

export const IntakeAnswer = Type.Object({
  /** Events taken by this request: on disk when the answer arrives. */
  accepted: Type.Integer({ minimum: 0 }),
  /** Events already known with the same content. */
  duplicates: Type.Integer({ minimum: 0 }),
  /** Rejected lines, at most MAX_REJECTIONS_LISTED of them. */
  rejected: Type.Array(Rejection),
  rejectedCount: Type.Integer({ minimum: 0 }),
  /** Point of the ledger at which all of this request's events are in. */
  seq: Type.Integer({ minimum: 0 }),
})
export type IntakeAnswer = Type.Static<typeof IntakeAnswer>

/**
 * `/ws/events`: a text frame is one batch. Its first line is this header, the rest are events,
 * one JSON object a line. Every batch is answered by one BatchAck or BatchRefusal, in order.
 */
export const BatchHeader = Type.Object({
  batch: Type.String({ minLength: 1, maxLength: 128 }),
}, { additionalProperties: false })
export type BatchHeader = Type.Static<typeof BatchHeader>

export const BatchAck = Type.Intersect([
  Type.Object({ batch: Type.String() }),
  IntakeAnswer,
])
export type BatchAck = Type.Static<typeof BatchAck>

/** Nothing of the batch was taken; with `retryAfterMs` the same batch may be sent again. */
export const BatchRefusal = Type.Object({
  batch: Type.Union([Type.String(), Type.Null()]),
  error: Type.Object({ code: Type.String(), message: Type.String() }),
  retryAfterMs: Type.Optional(Type.Integer()),
})
export type BatchRefusal = Type.Static<typeof BatchRefusal>
