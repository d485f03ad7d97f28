import Type from 'typebox'

const Day = Type.Object({
  /** YYYY-MM-DD in the profile's zone. */
  day: Type.String(),
  reported: Type.Integer(),
  closed: Type.Integer(),
  /** Of the cases reported that day: closed by now / reported; null when none was reported. */
  closure: Type.Union([Type.Number(), Type.Null()]),
  /** Of the cases due that day: closed on time / (closed or past due); null when there is none. */
  onTime: Type.Union([Type.Number(), Type.Null()]),
  /**
   * What `onTime` is of, as its definition counts: numerator and denominator. Absent in frames
   * that were kept before there was such a thing.
   */
  onTimeMet: Type.Optional(Type.Number()),
  onTimeOf: Type.Optional(Type.Number()),
})

/** Thirty days, today last, beside the thirty before. Oldest first. */
export const DaysPanel = Type.Object({
  days: Type.Array(Day),
  before: Type.Array(Day),
})
export type DaysPanel = Type.Static<typeof DaysPanel>
