import type { City } from '../../../city/city.ts'
import type { MeasureName } from '../../../contract/measures.ts'
import type { SatisfactionPanel } from '../../../contract/panels/satisfaction.ts'
import type { ScopeFacts } from '../scope-facts.ts'
import { SATISFACTION_ANSWERS } from '../../../contract/case-event.ts'
import { WINDOWS } from '../../../contract/windows.ts'
import { coreMetric } from '../evaluate.ts'
import { BEFORE_30 } from '../moment.ts'

const LAST_30 = WINDOWS.indexOf('30d')

export function satisfactionPanel(facts: ScopeFacts, { metrics }: City): SatisfactionPanel {
  const reviews = (measure: MeasureName): number =>
    facts.sum('reviewed', measure, LAST_30, 'net')
  const answers = SATISFACTION_ANSWERS.map(answer => ({ answer, n: reviews(answer) }))
  const unanswered = answers.reduce((left, { n }) => left - n, reviews('valid_reviews'))
  return {
    window: '30d',
    satisfaction: coreMetric('satisfaction', metrics, facts, LAST_30),
    before: coreMetric('satisfaction', metrics, facts, BEFORE_30),
    answers: [...answers, ...(unanswered > 0 ? [{ answer: null, n: unanswered }] : [])],
    reviews: reviews('reviewed'),
    closed: facts.sum('closed', 'closed', LAST_30, 'net'),
  }
}
