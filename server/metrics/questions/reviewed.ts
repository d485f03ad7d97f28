import type { Question } from '../question.ts'
import { columnValues, dayBounds, dayColumns } from '../window-columns.ts'

/** Reviews of one answer; `answer` empty: none given. One entry a window. */
export interface Answers { answer: string, valid: boolean, reviews: number[], before: number }

interface Row { scope: string, answer: string, valid: number, before: number }

/** `before` counts the 30 days before the last 30. */
export async function askReviewed(
  { database, moment, scopesAndParts }: Question,
): Promise<Map<string, Answers[]>> {
  const rows = await database.query<Row>(
    `SELECT scope, answer, valid,
      sumIf(reviews, day >= toDate({before:Int32}) AND day < toDate({beforeTo:Int32})) AS before,
      ${dayColumns(moment, 'sumIf(reviews, {in}) AS reviews{w}')}
    FROM reviewed_by_day
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
    GROUP BY scope, answer, valid`,
    {
      scopes: scopesAndParts,
      before: moment.today - 59,
      beforeTo: moment.today - 29,
      ...dayBounds(moment),
    },
  )
  const result = new Map<string, Answers[]>()
  for (const row of rows) {
    const list = result.get(row.scope) ?? []
    list.push({
      answer: row.answer,
      valid: row.valid === 1,
      reviews: columnValues(row, 'reviews', moment),
      before: row.before,
    })
    result.set(row.scope, list)
  }
  return result
}
