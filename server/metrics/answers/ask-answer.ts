import type { AnswerBody, AnswerName } from '../../../contract/answers.ts'
import type { AnswerQuestion } from './question.ts'
import { askBeside } from './beside.ts'
import { askBottom } from './bottom.ts'
import { askOpinion } from './opinion.ts'
import { askReopened } from './reopened.ts'
import { askStepTimes } from './step-times.ts'
import { askUnits } from './units.ts'
import { askUrged } from './urged.ts'
import { askWhistles } from './whistles.ts'

type Asks = { [N in AnswerName]: (question: AnswerQuestion) => Promise<AnswerBody<N>> }

const ASKS: Asks = {
  step_times: askStepTimes,
  whistles: askWhistles,
  urged: askUrged,
  opinion: askOpinion,
  bottom: askBottom,
  reopened: askReopened,
  beside: askBeside,
  units: askUnits,
}

/** One answer of one scope, from ClickHouse. */
export async function askAnswer(
  name: AnswerName,
  question: AnswerQuestion,
): Promise<AnswerBody<AnswerName>> {
  return ASKS[name](question)
}
