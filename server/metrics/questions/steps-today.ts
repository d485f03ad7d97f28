import type { Addition } from '../additions.ts'
import type { Sums } from '../kept-answers.ts'
import type { Question } from '../question.ts'
import { byScope } from '../question.ts'

interface StepRow { scope: string, step: string, cases: number }

/** Cases of one scope that reached each workflow step today. */
export interface StepSums extends Sums { rows: StepRow[] }

export async function askStepsToday(question: Question): Promise<(scope: string) => StepSums> {
  const { today } = question.moment
  const found = byScope(await askRows(question))
  return (scope) => {
    const rows = found.get(scope) ?? []
    return {
      rows,
      add: ({ key: step, at, excluded, sums: [cases = 0] }: Addition) => {
        if (excluded !== 0 || at !== today)
          return
        const row = rows.find(known => known.step === step)
        if (row === undefined)
          rows.push({ scope, step, cases })
        else
          row.cases += cases
      },
    }
  }
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
