import Type from 'typebox'

/** Cases reported and closed in each hour of today and of yesterday, in the profile's zone. */
export const HoursPanel = Type.Object({
  /** The day, as YYYY-MM-DD. */
  day: Type.String(),
  /** One entry an hour of the day: 24, or 23 or 25 where clocks change. */
  hours: Type.Array(Type.Object({
    /** Start of the hour, RFC 3339. */
    at: Type.String(),
    /** Null for an hour that has not begun. */
    reported: Type.Union([Type.Integer(), Type.Null()]),
    closed: Type.Union([Type.Integer(), Type.Null()]),
    reportedBefore: Type.Integer(),
    closedBefore: Type.Integer(),
  })),
})
export type HoursPanel = Type.Static<typeof HoursPanel>
