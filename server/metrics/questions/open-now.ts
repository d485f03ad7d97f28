import type { Question } from '../question.ts'

/** Open cases of a scope standing in a step, as the small table of open cases tells them. */
export interface OpenNow {
  step: string
  /** Due in the hour that is now, and past due. */
  justOverdue: number
  /** Not past due, and due before the moment's `soon`. */
  dueSoon: number
  /** Without a usable place. */
  unplaced: number
}

export async function askOpenNow(
  { database, moment, scopesAndParts }: Question,
): Promise<(OpenNow & { scope: string })[]> {
  return database.query(
    `SELECT arrayJoin(arrayIntersect(path, {scopes:Array(String)})) AS scope, step,
      sumIf(sign, due_at >= fromUnixTimestamp64Milli({hour:Int64}, 'UTC')
        AND due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')) AS justOverdue,
      sumIf(sign, due_at >= fromUnixTimestamp64Milli({now:Int64}, 'UTC')
        AND due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC')) AS dueSoon,
      sumIf(sign, lon IS NULL) AS unplaced
    FROM open_cases
    GROUP BY scope, step`,
    { scopes: scopesAndParts, hour: moment.hour, now: moment.now, soon: moment.soon },
  )
}
