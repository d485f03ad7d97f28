import type { Question } from '../question.ts'

/** Cases that reached each workflow step today. */
export async function askStepsToday(
  { database, moment, scopes }: Question,
): Promise<{ scope: string, step: string, cases: number }[]> {
  return database.query(
    `SELECT scope, step, sum(steps_by_day.cases) AS cases
    FROM steps_by_day
    WHERE excluded = 0 AND day = toDate({today:Int32}) AND scope IN {scopes:Array(String)}
    GROUP BY scope, step`,
    { scopes, today: moment.today },
  )
}
