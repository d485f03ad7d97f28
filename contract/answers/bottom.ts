import Type from 'typebox'
import { MetricValue } from '../metrics.ts'

/** 后 50 位: the units of the lowest scope level that people are least satisfied with. */
export const BottomBody = Type.Object({
  window: Type.Literal('30d'),
  /** Level of the units; null where nothing lies below the scope. */
  level: Type.Union([Type.String(), Type.Null()]),
  /** Units with enough reviews to be ranked. */
  ranked: Type.Integer(),
  /** Units with fewer. */
  few: Type.Integer(),
  /** Fewer valid reviews than this are not ranked. */
  smallestN: Type.Integer(),
  /** Worst first. At most 50. */
  rows: Type.Array(Type.Object({
    code: Type.String(),
    name: Type.String(),
    /** Name of the region above. */
    above: Type.String(),
    /** 1 is best; equal values share a rank. */
    rank: Type.Integer(),
    satisfaction: MetricValue,
  })),
})
export type BottomBody = Type.Static<typeof BottomBody>
