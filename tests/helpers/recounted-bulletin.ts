import type { City } from '../../city/city.ts'
import type { Span } from '../../recount/city-time.ts'
import type { FollowedCase } from '../../recount/follow-case.ts'
import type { Database } from '../../server/clickhouse/database.ts'

/** What the last review of a case said of contact and solution; by case id. */
export type LastReviews = ReadonlyMap<string, { contacted: boolean, solved: boolean }>

interface ReviewRow { caseId: string, contacted: number | null, solved: number | null }

/** The latest review of every case, as the ledger has it. */
export async function readLastReviews(database: Database): Promise<LastReviews> {
  const rows = await database.query<ReviewRow>(
    `SELECT case_id AS caseId, contacted, solved FROM case_events WHERE type = 'reviewed' ORDER BY at, id`,
  )
  return new Map(rows.map(({ caseId, contacted, solved }) =>
    [caseId, { contacted: contacted === 1, solved: solved === 1 }]))
}

export interface BulletinLine {
  reported: number
  closed: number
  validReviews: number
  contacted: number
  solved: number
  satisfied: number
  basicallySatisfied: number
  /** Response, solved, satisfaction; null without a valid review. */
  rates: (number | null)[]
  score: number | null
}

/** A line of the table, case by case, with the weights of Dongying's metrics.json. */
export function bulletinLine(
  cases: readonly FollowedCase[],
  reviews: LastReviews,
  { from, to }: Span,
  counting: 'net' | 'all',
): BulletinLine {
  const counted = cases.filter(one => counting === 'all' || !one.excluded)
  const inside = (at: number | null): boolean => at !== null && at >= from && at < to
  const reviewed = counted.filter(one => one.review?.valid === true && inside(one.review.at))
  const answered = (answer: string): number =>
    reviewed.filter(one => one.review!.answer === answer).length
  const n = reviewed.length
  const contacted = reviewed.filter(one => reviews.get(one.caseId)?.contacted).length
  const solved = reviewed.filter(one => reviews.get(one.caseId)?.solved).length
  const satisfied = answered('very_satisfied') + answered('satisfied')
  const basicallySatisfied = answered('basically_satisfied')
  const rates = [contacted, solved, (10 * satisfied + 9 * basicallySatisfied) / 10]
    .map(numerator => n === 0 ? null : numerator / n)
  const [response, solution, satisfaction] = rates
  return {
    reported: counted.filter(one => inside(one.reported)).length,
    closed: counted.filter(one => inside(one.closed)).length,
    validReviews: n,
    contacted,
    solved,
    satisfied,
    basicallySatisfied,
    rates,
    score: n === 0 ? null : 100 * (0.1 * response! + 0.5 * solution! + 0.4 * satisfaction!),
  }
}

/** Cases of each unit, and of the scope itself where some lie in none of them. */
export function unitsOf(
  scope: string,
  cases: readonly FollowedCase[],
  city: City,
): Map<string, FollowedCase[]> {
  const children = city.children(scope).map(({ code }) => code)
  const units = new Map(children.map(code => [code, cases.filter(one => one.within.has(code))]))
  const own = cases.filter(one =>
    one.within.has(scope) && !children.some(code => one.within.has(code)))
  return own.length > 0 ? units.set(`${scope}/`, own) : units
}
