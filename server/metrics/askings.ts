import type { Asking } from './answer-store.ts'
import type { Moment } from './moment.ts'
import type { Question } from './question.ts'
import { minuteOf } from './moment.ts'

/** What of a moment an answer depends on. */
export type ValidityOf = (moment: Moment) => string

export const always: ValidityOf = () => ''
export const ofDay: ValidityOf = ({ today }) => `${today}`
export const ofHour: ValidityOf = ({ hour }) => `${hour}`
export const ofMinute: ValidityOf = moment => `${minuteOf(moment)}`

/** The question of now; and that of the hour or day to come, where it has another answer. */
export function toAskings<Answer>(
  question: Question,
  validityOf: ValidityOf,
  ask: (question: Question) => Promise<(scope: string) => Answer>,
): [Asking<Answer>, Asking<Answer> | null] {
  const { moment: now, ahead } = question
  const at = (moment: Moment): Asking<Answer> => ({
    validity: validityOf(moment),
    ask: async scopes => ask({ ...question, scopes, moment }),
  })
  return [at(now), ahead === null || validityOf(ahead) === validityOf(now) ? null : at(ahead)]
}
