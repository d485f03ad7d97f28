import type { StepTimesBody } from '../../../contract/answers/step-times.ts'
import type { AnswerQuestion } from './question.ts'
import { daysAgo, toHours } from './question.ts'

const DAYS = 7
/** Cases that entered a step earlier are not looked for: who stays longer is on the late list. */
const LOOK_BACK_DAYS = 60

interface Row { step: number, left: number, p50: number, p90: number }

/**
 * How long cases stayed in the steps that they left in the last days, from the ledger: a case
 * enters a step with the first of its events and leaves it with the first of a later step.
 */
export async function askStepTimes(question: AnswerQuestion): Promise<StepTimesBody> {
  const { database, city, moment, scope } = question
  const steps = city.workflow
  const entered = steps.map((_, i) =>
    `minIf(toUnixTimestamp64Milli(at), has({events${i}:Array(String)}, type)) AS entered${i}`)
  // Events of no step say 0: the case has not entered it, as far as is looked back.
  const left = steps.map((_, i) => {
    const later = steps.slice(i + 1).map((__, j) => `entered${i + 1 + j}`)
    return later.length === 0
      ? '0'
      : `arrayMin(arrayFilter(ms -> ms > 0, [${later.join(', ')}]))`
  })
  const pairs = steps.map((_, i) => `(${i}, entered${i}, ${left[i]})`)
  const rows = await database.query<Row>(
    `SELECT stay.1 AS step, count() AS left,
      quantileExact(0.5)(stay.3 - stay.2) AS p50, quantileExact(0.9)(stay.3 - stay.2) AS p90
    FROM
    (
      SELECT arrayJoin([${pairs.join(', ')}]) AS stay
      FROM
      (
        SELECT case_id, ${entered.join(', ')}
        FROM case_events
        WHERE at >= fromUnixTimestamp64Milli({back:Int64}, 'UTC')
          AND received_at >= fromUnixTimestamp64Milli({back:Int64}, 'UTC')
          AND has(path, {scope:String})
        GROUP BY case_id
        HAVING countIf(type = 'excluded') = 0
      )
    )
    WHERE stay.2 > 0 AND stay.3 >= {from:Int64} AND stay.3 <= {now:Int64} AND stay.3 >= stay.2
    GROUP BY step`,
    {
      scope,
      back: daysAgo(moment, LOOK_BACK_DAYS),
      from: daysAgo(moment, DAYS),
      now: moment.now,
      ...Object.fromEntries(steps.map(({ events }, i) => [`events${i}`, events])),
    },
  )
  const byStep = new Map(rows.map(row => [row.step, row]))
  return {
    days: DAYS,
    steps: steps.map(({ code }, i) => {
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
