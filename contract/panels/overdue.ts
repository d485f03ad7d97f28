import Type from 'typebox'

const LateCase = Type.Object({
  caseId: Type.String(),
  region: Type.String(),
  place: Type.String(),
  category: Type.String(),
  department: Type.String(),
  title: Type.String(),
  /** RFC 3339 in the profile's zone. */
  dueAt: Type.String(),
  urgedLevel: Type.Integer(),
})

/** The most overdue open cases, most overdue first, and those due next. At most 10 of each. */
export const OverduePanel = Type.Object({
  /** All open cases past due in the scope; the list shows the first of them. */
  total: Type.Integer(),
  overdue: Type.Array(LateCase),
  dueSoonTotal: Type.Integer(),
  dueSoon: Type.Array(LateCase),
})
export type OverduePanel = Type.Static<typeof OverduePanel>
