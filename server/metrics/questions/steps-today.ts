import type { Question } from '../question.ts'
import type { RowSums } from '../row-sums.ts'
import { rowSums } from '../row-sums.ts'

interface StepRow { scope: string, step: string, cases: number }

/** Cases that reached each workflow step today. */
export async function askStepsToday(
  question: Question,
): Promise<(scope: string) => RowSums<StepRow>> {
  const { today } = question.moment
  return rowSums(await askRows(question), (rows, addition) => {
    const { scope, key: step, at, excluded, sums: [cases = 0] } = addition
    if (excluded !== 0 || at !== today)
      return
    const row = rows.find(known => known.step === step)
    if (row === undefined)
      rows.push({ scope, step, cases })
    else
      row.cases += cases
  })
}

async function askRows({ database, moment, scopes }: Question): Promise<StepRow[]> {
  return database.query<StepRow>(
    `SELECT scope, step, sum(steps_by_day.cases) AS cases
    FROM steps_by_day
    WHERE excluded = 0 AND day = toDate({today:Int32}) AND scope IN {scopes:Array(String)}
    GROUP BY scope, step`,
    { scopes, today: moment.today },
  )
}
