import type { OpenQuestion } from './open-load.ts'

/** Open cases of a scope standing in a step whose due times lie around now. */
export interface Deadlines {
  scope: string
  step: string
  excluded: number
  /** Due in the hour that is now, and past due. */
  justOverdue: number
  /** Not past due, and due before the moment's `soon`. */
  dueSoon: number
}

export async function askDeadlines(
  { database, moment, scopes }: Pick<OpenQuestion, 'database' | 'moment' | 'scopes'>,
): Promise<Deadlines[]> {
  return database.query<Deadlines>(
    `SELECT scope, step, excluded,
      sumIf(sign, due_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')) AS justOverdue,
      sumIf(sign, due_at >= fromUnixTimestamp64Milli({now:Int64}, 'UTC')) AS dueSoon
    FROM open_cases
    ARRAY JOIN path AS scope
    WHERE scope IN {scopes:Array(String)}
      AND due_at >= fromUnixTimestamp64Milli({hour:Int64}, 'UTC')
      AND due_at < fromUnixTimestamp64Milli({soon:Int64}, 'UTC')
    GROUP BY scope, step, excluded`,
    { scopes, hour: moment.hour, now: moment.now, soon: moment.soon },
  )
}
