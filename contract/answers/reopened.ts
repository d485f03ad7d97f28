import Type from 'typebox'
import { MetricValue } from '../metrics.ts'

/** 重办: what was closed and had to be opened again in the last 30 days. */
export const ReopenedBody = Type.Object({
  window: Type.Literal('30d'),
  /** The profile's metric `reopened`; null where it defines none. */
  rate: Type.Union([MetricValue, Type.Null()]),
  /** Cases opened again in the window. */
  cases: Type.Integer(),
  /** The latest, newest first. At most 20. */
  latest: Type.Array(Type.Object({
    caseId: Type.String(),
    title: Type.String(),
    category: Type.String(),
    place: Type.String(),
    /** RFC 3339 in the profile's zone. */
    at: Type.String(),
    /** How often within the window. */
    times: Type.Integer(),
  })),
})
export type ReopenedBody = Type.Static<typeof ReopenedBody>
