import Type from 'typebox'

/** Body of every answer with a status of 400 or more. */
export const ErrorBody = Type.Object({
  /** Machine-readable and stable; the full list stands in docs/api.md. */
  code: Type.String(),
  /** What was wrong, where, and what to do. */
  message: Type.String(),
})
export type ErrorBody = Type.Static<typeof ErrorBody>
