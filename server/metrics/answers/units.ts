import type { UnitsBody } from '../../../contract/answers/units.ts'
import type { AnswerQuestion } from './question.ts'
import { scopeOfDirect } from '../../direct-scope.ts'
import { lowestScopes } from './bottom.ts'

const ROWS = 120

interface Row { unit: string, open: number, overdue: number, places: number, busy: number }

/**
 * Open cases by the lowest scopes below the scope, and in how many of their grids they lie. Of a
 * scope without scopes below: by its grids themselves. Cases known only to lie in something larger
 * have a row of their own under its name.
 */
export async function askUnits(question: AnswerQuestion): Promise<UnitsBody> {
  const { database, city, moment, scope } = question
  const units = lowestScopes(scope, city)
  const leaf = units.length === 0
  const below = [...city.regions.values()].filter(({ parent }) => parent === scope)
  const own = leaf ? below : units
  const unit = leaf ? 'region' : 'path[-1]'
  const rows = await database.query<Row>(
    `SELECT unit, sum(n) AS open, sum(late) AS overdue, countIf(region != unit) AS places,
      countIf(unit != {scope:String} AND NOT endsWith(unit, '/')) OVER () AS busy
    FROM
    (
      SELECT ${unit} AS unit, region, sum(sign) AS n,
        sumIf(sign, due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')) AS late
      FROM open_cases
      WHERE excluded = 0 AND has(path, {scope:String})
      GROUP BY unit, region
      HAVING n > 0
    )
    GROUP BY unit
    ORDER BY overdue DESC, open DESC, unit
    LIMIT ${ROWS}`,
    { scope, now: moment.now },
  )
  return {
    level: own[0]?.level ?? city.regions.get(scope)?.level ?? '',
    all: own.length,
    busy: rows[0]?.busy ?? 0,
    rows: rows.map(({ unit: code, open, overdue, places }) => {
      const larger = scopeOfDirect(code) ?? (code === scope ? scope : null)
      const region = city.regions.get(larger ?? code)
      return {
        code,
        name: region?.name ?? code,
        direct: larger !== null,
        above: city.regions.get(region?.parent ?? '')?.name ?? '',
        open,
        overdue,
        places,
      }
    }),
  }
}
