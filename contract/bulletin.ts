import Type from 'typebox'
import { COUNTINGS } from './measures.ts'
import { MetricValue } from './metrics.ts'
import { Interval, NamedWindow } from './windows.ts'

/** The rates of the table, where the profile defines them; `satisfaction` it always does. */
export const BULLETIN_RATES = ['response', 'solved', 'satisfaction'] as const
export type BulletinRate = typeof BULLETIN_RATES[number]

const Value = Type.Union([Type.Number(), Type.Null()])

/** One line of the table. Counts that no unit has are 0; rates and score without a value null. */
const figures = {
  /** 受理: reported in the interval. */
  reported: Type.Integer(),
  /** 办结: closed in the interval. */
  closed: Type.Integer(),
  /** 有效回访: valid reviews in the interval, and what they answered. */
  validReviews: Type.Integer(),
  contacted: Type.Integer(),
  solved: Type.Integer(),
  /** 满意: very satisfied and satisfied. */
  satisfied: Type.Integer(),
  basicallySatisfied: Type.Integer(),
  /** In the order of the answer's `rates`. */
  rates: Type.Array(MetricValue),
  /** 综合成绩; null where a part of it has no value, or the profile defines none. */
  score: Value,
  /** The score, or the rate that is ranked by in its place, is of fewer than its smallest n. */
  few: Type.Boolean(),
}
export const BulletinFigures = Type.Object(figures)
export type BulletinFigures = Type.Static<typeof BulletinFigures>

export const BulletinRow = Type.Object({
  code: Type.String(),
  name: Type.String(),
  /** Cases that lie in the scope itself and in none of its units: never ranked. */
  direct: Type.Boolean(),
  ...figures,
  /** 1 is best; equal values share a rank; null without a value: 暂无回访. */
  rank: Type.Union([Type.Integer(), Type.Null()]),
  /** Now minus the day before, of what is ranked by; null when one of them has no value. */
  change: Value,
  /** Ranks gained (positive) or lost since the day before; null when one of them is unranked. */
  rankChange: Type.Union([Type.Integer(), Type.Null()]),
})
export type BulletinRow = Type.Static<typeof BulletinRow>

/** A rate's column: what it is called, and below how many reviews it is shown as n/m. */
export const BulletinColumn = Type.Object({
  metric: Type.String(),
  /** `response@1` */
  definition: Type.String(),
  label: Type.Object({ zh: Type.String(), en: Type.String() }),
  smallestN: Type.Integer(),
})
export type BulletinColumn = Type.Static<typeof BulletinColumn>

/** `GET /api/v1/bulletin`: the unit-by-unit table, all of it of one point of the ledger. */
export const BulletinBody = Type.Object({
  scope: Type.String(),
  scopeName: Type.String(),
  /** What the units are called: 街道; null for a scope without units. */
  unitName: Type.Union([Type.String(), Type.Null()]),
  window: Type.Union([NamedWindow, Type.Null()]),
  ...Interval.properties,
  /** The same window a day earlier, which changes are against; null unless it is of whole days. */
  before: Type.Union([Interval, Type.Null()]),
  zone: Type.String(),
  asOf: Type.String(),
  seq: Type.Integer(),
  counting: Type.Enum(COUNTINGS),
  rates: Type.Array(BulletinColumn),
  /** What units are ranked by: `score`, or `satisfaction` where the profile has no score. */
  rankedBy: BulletinColumn,
  /** Best rank first, then those without one; last what lies in no unit. */
  rows: Type.Array(BulletinRow),
  total: Type.Object({
    /** Sums and the division of the scope's own sums. */
    pooled: BulletinFigures,
    /** The same sums, with the mean of the units' rates and scores; null without units. */
    mean: Type.Union([BulletinFigures, Type.Null()]),
  }),
})
export type BulletinBody = Type.Static<typeof BulletinBody>
