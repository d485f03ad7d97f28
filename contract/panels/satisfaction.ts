import Type from 'typebox'
import { MetricValue } from '../metrics.ts'

/** Valid reviews of the last 30 days and of the 30 before. */
export const SatisfactionPanel = Type.Object({
  window: Type.Literal('30d'),
  satisfaction: MetricValue,
  before: MetricValue,
  /** Valid reviews, by answer, best first; `answer` null: valid without an answer. */
  answers: Type.Array(Type.Object({
    answer: Type.Union([Type.String(), Type.Null()]),
    n: Type.Integer(),
  })),
  /** All reviews, valid or not. */
  reviews: Type.Integer(),
  /** Cases closed in the window: how many could have been reviewed. */
  closed: Type.Integer(),
})
export type SatisfactionPanel = Type.Static<typeof SatisfactionPanel>
