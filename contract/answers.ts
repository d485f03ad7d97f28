import Type from 'typebox'
import { BesideBody } from './answers/beside.ts'
import { BottomBody } from './answers/bottom.ts'
import { OpinionBody } from './answers/opinion.ts'
import { ReopenedBody } from './answers/reopened.ts'
import { StepTimesBody } from './answers/step-times.ts'
import { UnitsBody } from './answers/units.ts'
import { UrgedBody } from './answers/urged.ts'
import { WhistlesBody } from './answers/whistles.ts'

/** How often the server counts an answer anew at most, and a wall asks for it, milliseconds. */
export const ANSWER_INTERVAL_MS = 15_000

/**
 * What scenes show beside the frames: counted only while a screen asks, slower than the tick.
 */
export const AnswerBodies = {
  step_times: StepTimesBody,
  whistles: WhistlesBody,
  urged: UrgedBody,
  opinion: OpinionBody,
  bottom: BottomBody,
  reopened: ReopenedBody,
  beside: BesideBody,
  units: UnitsBody,
}
export type AnswerName = keyof typeof AnswerBodies
export const ANSWER_NAMES = Object.keys(AnswerBodies) as AnswerName[]
export type AnswerBody<N extends AnswerName> = Type.Static<(typeof AnswerBodies)[N]>

/** `GET /api/v1/answers/:name?scope=`: one answer of one scope at one point of the ledger. */
export const AnswerHead = Type.Object({
  name: Type.Enum(ANSWER_NAMES),
  scope: Type.String(),
  /** Point of the ledger: how many events the numbers contain. */
  seq: Type.Integer({ minimum: 0 }),
  /** The moment shown, RFC 3339 in the profile's zone. */
  asOf: Type.String(),
  /** When the server computed it by its own clock, RFC 3339 UTC: what the age is counted from. */
  computedAt: Type.String(),
})
export type AnswerHead = Type.Static<typeof AnswerHead>
export type Answer<N extends AnswerName = AnswerName> = AnswerHead & { body: AnswerBody<N> }
