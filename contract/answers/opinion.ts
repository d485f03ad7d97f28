import Type from 'typebox'
import { MetricValue } from '../metrics.ts'

const Rates = Type.Array(MetricValue)
const Row = Type.Object({ code: Type.String(), name: Type.String(), rates: Rates })

/** 三率: what people said of closed cases in the last 30 days, told apart in three ways. */
export const OpinionBody = Type.Object({
  window: Type.Literal('30d'),
  /** The metrics whose values stand in `rates`, in their order. */
  metrics: Type.Array(Type.String()),
  total: Rates,
  /** The scope's children, in the profile's order. */
  region: Type.Array(Row),
  /** Who closed it; most reviews first. At most 40. */
  department: Type.Array(Row),
  /** Top-level categories, in the profile's order. */
  category: Type.Array(Row),
  /** Satisfaction day by day, oldest first, today last. */
  days: Type.Array(Type.Object({ day: Type.String(), satisfaction: MetricValue })),
  /** The thirty days before. */
  before: Type.Array(Type.Object({ day: Type.String(), satisfaction: MetricValue })),
})
export type OpinionBody = Type.Static<typeof OpinionBody>
