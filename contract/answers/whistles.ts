import Type from 'typebox'

const Hours = Type.Union([Type.Number(), Type.Null()])
const counts = {
  /** Cases given to a department. */
  whistles: Type.Integer(),
  /** Those of them that the department accepted. */
  answered: Type.Integer(),
  /** From the first dispatch to the first acceptance; null when none was accepted. */
  medianHours: Hours,
  /** Given to a department, neither accepted nor closed by now. */
  waiting: Type.Integer(),
  longestWaitHours: Hours,
  /** The case that waits so long: the first given of those that wait. */
  longestWaitCase: Type.Union([Type.String(), Type.Null()]),
}

/** 吹哨报到: what was given to departments in the last days, and who has not come yet. */
export const WhistlesBody = Type.Object({
  days: Type.Integer(),
  total: Type.Object(counts),
  /** Most waiting first, then the slowest. At most 40. */
  departments: Type.Array(Type.Object({ department: Type.String(), ...counts })),
  /** The longest waiting, longest first. At most 20. */
  unanswered: Type.Array(Type.Object({
    caseId: Type.String(),
    title: Type.String(),
    category: Type.String(),
    place: Type.String(),
    department: Type.String(),
    /** RFC 3339 in the profile's zone. */
    whistledAt: Type.String(),
  })),
})
export type WhistlesBody = Type.Static<typeof WhistlesBody>
