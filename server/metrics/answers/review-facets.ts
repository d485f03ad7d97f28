import type { FactColumn } from '../measure-columns.ts'
import type { AnswerQuestion } from './question.ts'
import { rankedWindow } from '../moment.ts'
import { isFrom } from '../questions/instants.ts'

/** The measures of a reviewed case, as `case_measures` has them, by their column. */
const MEASURES_OF_REVIEW: Partial<Record<FactColumn, string>> = {
  reviewed: '1',
  valid_reviews: 'valid',
  contacted: 'valid * case_versions.contacted',
  solved: 'valid * case_versions.solved',
  very_satisfied: `valid * (answer = 'very_satisfied')`,
  satisfied: `valid * (answer = 'satisfied')`,
  basically_satisfied: `valid * (answer = 'basically_satisfied')`,
  dissatisfied: `valid * (answer = 'dissatisfied')`,
  very_dissatisfied: `valid * (answer = 'very_dissatisfied')`,
}

/**
 * Sums over the cases reviewed in the last 30 days, excluded ones left out, by department or by
 * full category. No roll-up tells these apart: the cases themselves are counted.
 */
export async function askReviewFacets(
  { database, moment, scope }: AnswerQuestion,
  facet: 'department' | 'category',
  columns: readonly FactColumn[],
): Promise<Map<string, Map<FactColumn, number>>> {
  const { from, to } = rankedWindow(moment)
  const { startOfDay } = moment.calendar
  const known = columns.filter(column => MEASURES_OF_REVIEW[column] !== undefined)
  const sums = known.map(column => `sum(sign * toInt64(${MEASURES_OF_REVIEW[column]}))`)
  const rows = await database.query<{ key: string, sums: number[] }>(
    `SELECT ${facet} AS key, [${sums.join(', ')}] AS sums
    FROM case_versions
    WHERE ${isFrom('reviewed_at')}
      AND reviewed_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      AND excluded = 0 AND has(path, {scope:String}) AND ${facet} != ''
    GROUP BY key
    HAVING sum(sign) > 0`,
    { scope, from: startOfDay(from), to: startOfDay(to) },
  )
  return new Map(rows.map(({ key, sums: values }) =>
    [key, new Map(known.map((column, i) => [column, values[i] ?? 0]))]))
}
