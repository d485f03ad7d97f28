import Type from 'typebox'

/** 督办: open cases under supervision, by level. */
export const UrgedBody = Type.Object({
  /** Level 3 first. Levels without a case have 0. */
  levels: Type.Array(Type.Object({
    level: Type.Integer(),
    open: Type.Integer(),
    overdue: Type.Integer(),
  })),
  /** Highest level first, then most overdue first. At most 30. */
  cases: Type.Array(Type.Object({
    caseId: Type.String(),
    title: Type.String(),
    category: Type.String(),
    region: Type.String(),
    place: Type.String(),
    department: Type.String(),
    urgedLevel: Type.Integer(),
    /** RFC 3339 in the profile's zone; null: without a due time. */
    dueAt: Type.Union([Type.String(), Type.Null()]),
  })),
})
export type UrgedBody = Type.Static<typeof UrgedBody>
