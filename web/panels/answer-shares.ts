import type { SatisfactionAnswer } from '../../contract/case-event.ts'
import type { SatisfactionPanel } from '../../contract/panels/satisfaction.ts'
import { SATISFACTION_ANSWERS } from '../../contract/case-event.ts'

export interface AnswerShare {
  answer: SatisfactionAnswer
  n: number
  /** Of all answers given, 0 to 1. */
  share: number
}

/** Five parts of a bar need no decimals; but a part that exists is not nothing. */
export function wholePercent(share: number): string {
  return share > 0 && share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`
}

/** The five answers in their official order, whichever of them were given. */
export function answerShares({ answers }: SatisfactionPanel): AnswerShare[] {
  const counts = SATISFACTION_ANSWERS.map(answer => ({
    answer,
    n: answers.find(row => row.answer === answer)?.n ?? 0,
  }))
  const all = counts.reduce((sum, { n }) => sum + n, 0)
  return counts.map(row => ({ ...row, share: all === 0 ? 0 : row.n / all }))
}
