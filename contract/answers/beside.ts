import Type from 'typebox'
import { MetricValue } from '../metrics.ts'

/** A region beside its neighbours and the whole city, last 30 days. */
export const BesideBody = Type.Object({
  window: Type.Literal('30d'),
  metrics: Type.Array(Type.Object({
    /** Id of the profile's metric. */
    metric: Type.String(),
    own: MetricValue,
    /** Mean of the regions of the same parent, each weighing the same; null for the root. */
    mean: Type.Union([Type.Number(), Type.Null()]),
    /** The whole city, pooled. */
    city: MetricValue,
    /** Place among the regions of the same parent, 1 best; null: not to be ranked. */
    rank: Type.Union([Type.Integer(), Type.Null()]),
    of: Type.Integer(),
  })),
})
export type BesideBody = Type.Static<typeof BesideBody>
