import Type from 'typebox'
import { MetricValue } from '../metrics.ts'

export const RankedRegion = Type.Object({
  code: Type.String(),
  name: Type.String(),
  /** 1 is best; equal rates share a rank; null where the ranking metric has no value. */
  rank: Type.Union([Type.Integer(), Type.Null()]),
  /** Cases that lie in the scope itself and in none of its children. */
  direct: Type.Boolean(),
  reported: Type.Integer(),
  closed: Type.Integer(),
  /** Of the whole ledger, now. */
  open: Type.Integer(),
  /** Of the whole ledger, now. */
  overdue: Type.Integer(),
  closure: MetricValue,
  onTime: MetricValue,
  satisfaction: MetricValue,
})
export type RankedRegion = Type.Static<typeof RankedRegion>

/**
 * A rate of the whole scope: without and with the excluded cases (剔除后, 全口径), and the mean of
 * the children's rates, each weighing the same; null where no child has one.
 */
export const RateTotal = Type.Object({
  net: MetricValue,
  all: MetricValue,
  mean: Type.Union([Type.Number(), Type.Null()]),
})
export type RateTotal = Type.Static<typeof RateTotal>

/**
 * Every child region of the scope, best rank first, rates of the last 30 days. The counts of the
 * rows sum to the scope's own: a `direct` row is there when cases lie in the scope itself.
 */
export const RankingPanel = Type.Object({
  window: Type.Literal('30d'),
  by: Type.Literal('on_time'),
  level: Type.Union([Type.String(), Type.Null()]),
  rows: Type.Array(RankedRegion),
  /** The official total row, both ways of counting side by side. */
  total: Type.Object({ closure: RateTotal, onTime: RateTotal, satisfaction: RateTotal }),
})
export type RankingPanel = Type.Static<typeof RankingPanel>
