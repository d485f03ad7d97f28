import type { Question } from '../question.ts'

export const LATE_CASES = 10

interface LatePlace { scope: string, late: number, caseId: string, dueMs: number }

export interface LateRow extends LatePlace {
  region: string
  category: string
  department: string
  title: string
  urgedLevel: number
}

/**
 * Open cases past due, and due before the moment's `soon`: the first of each by due time. Which
 * they are is told by narrow columns; only what is shown is read whole.
 */
export async function askLateCases(question: Question): Promise<LateRow[]> {
  const places = await askPlaces(question)
  const details = await askDetails(question, places)
  return places.flatMap((place) => {
    const found = details.get(place.caseId)
    return found === undefined ? [] : [{ ...place, ...found }]
  })
}

async function askPlaces({ database, moment, scopes }: Question): Promise<LatePlace[]> {
  return database.query<LatePlace>(
    `SELECT scope, due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC') AS late,
      case_id AS caseId, toUnixTimestamp64Milli(due_at) AS dueMs
    FROM open_cases
    ARRAY JOIN path AS scope
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      AND due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC')
    GROUP BY scope, due_at, case_id
    HAVING sum(sign) > 0
    ORDER BY due_at, case_id
    LIMIT ${LATE_CASES} BY scope, late`,
    { scopes, now: moment.now, soon: moment.soon },
  )
}

async function askDetails(
  { database }: Question,
  places: readonly LatePlace[],
): Promise<Map<string, Omit<LateRow, keyof LatePlace>>> {
  if (places.length === 0)
    return new Map()
  const rows = await database.query<Omit<LateRow, 'scope' | 'late' | 'dueMs'>>(
    `SELECT case_id AS caseId, region, category, department, title, urged_level AS urgedLevel
    FROM open_cases FINAL
    WHERE due_at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({due:Array(Int64)}), 'UTC'))
      AND case_id IN {ids:Array(String)}`,
    {
      due: [...new Set(places.map(({ dueMs }) => dueMs))],
      ids: [...new Set(places.map(({ caseId }) => caseId))],
    },
  )
  return new Map(rows.map(({ caseId, ...details }) => [caseId, details]))
}
