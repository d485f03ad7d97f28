import type { SatisfactionPanel } from '../../../contract/panels/satisfaction.ts'
import type { ScopeFacts } from '../metric-value.ts'
import { SATISFACTION_ANSWERS } from '../../../contract/case-event.ts'
import { WINDOWS } from '../../../contract/windows.ts'
import { satisfaction } from '../metric-value.ts'

const LAST_30 = WINDOWS.indexOf('30d')

export function satisfactionPanel({ answers, closed }: ScopeFacts): SatisfactionPanel {
  const validOf = (answer: string): number => answers
    .filter(row => row.valid && row.answer === answer)
    .reduce((sum, row) => sum + row.reviews[LAST_30]!, 0)
  const unanswered = validOf('')
  return {
    window: '30d',
    satisfaction: satisfaction(answers, row => row.reviews[LAST_30]!),
    before: satisfaction(answers, row => row.before),
    answers: [
      ...SATISFACTION_ANSWERS.map(answer => ({ answer, n: validOf(answer) })),
      ...(unanswered > 0 ? [{ answer: null, n: unanswered }] : []),
    ],
    reviews: answers.reduce((sum, row) => sum + row.reviews[LAST_30]!, 0),
    closed: closed?.cases[LAST_30] ?? 0,
  }
}
