import type { StepTimesBody } from '../../../contract/answers/step-times.ts'
import type { AnswerQuestion } from './question.ts'
import { toHours } from './question.ts'
import { STAY_DAYS, stayParams, staysSql } from './stays-sql.ts'

interface Row { step: number, left: number, p50: number, p90: number }

/** How long cases stayed in the steps that they left in the last days, from the ledger. */
export async function askStepTimes(question: AnswerQuestion): Promise<StepTimesBody> {
  const { database, city, moment, scope } = question
  const rows = await database.query<Row>(
    `SELECT step, count() AS left,
      quantileExact(0.5)(gone - entered) AS p50, quantileExact(0.9)(gone - entered) AS p90
    FROM (${staysSql(city)})
    GROUP BY step`,
    stayParams(scope, city, moment),
  )
  const byStep = new Map(rows.map(row => [row.step, row]))
  return {
    days: STAY_DAYS,
    steps: city.workflow.map(({ code }, i) => {
      const row = byStep.get(i)
      return {
        code,
        left: row?.left ?? 0,
        medianHours: toHours(row?.p50 ?? null),
        p90Hours: toHours(row?.p90 ?? null),
      }
    }),
  }
}
