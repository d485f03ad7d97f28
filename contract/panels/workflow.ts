import Type from 'typebox'

/** Where the open cases stand, by the profile's workflow steps, in its order. */
export const WorkflowPanel = Type.Object({
  steps: Type.Array(Type.Object({
    code: Type.String(),
    name: Type.String(),
    /** Open cases standing in the step now. */
    open: Type.Integer(),
    /** Those of them past due. */
    overdue: Type.Integer(),
    /** Cases that reached the step today. */
    today: Type.Integer(),
  })),
})
export type WorkflowPanel = Type.Static<typeof WorkflowPanel>
