import Type from 'typebox'

/** How long cases stay in each step of the workflow, in its order. */
export const StepTimesBody = Type.Object({
  /** Cases count that left the step within so many days, today included. */
  days: Type.Integer(),
  steps: Type.Array(Type.Object({
    code: Type.String(),
    /** How many left it; none ever leaves the last. */
    left: Type.Integer(),
    /** From entering the step first to entering a later one first; null when none left it. */
    medianHours: Type.Union([Type.Number(), Type.Null()]),
    p90Hours: Type.Union([Type.Number(), Type.Null()]),
  })),
})
export type StepTimesBody = Type.Static<typeof StepTimesBody>
