import type { OpenSums } from '../open-cases.ts'
import type { OpenQuestion } from './open-load.ts'
import { dueState } from '../open-cases.ts'
import { byScope } from '../question.ts'

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

/** The deadlines of one scope, as long as the hour is that of the question. */
export interface DeadlineSums extends OpenSums { rows: () => readonly Deadlines[] }

type Asked = Pick<OpenQuestion, 'database' | 'moment' | 'scopes'>

export async function askDeadlines({ database, moment, scopes }: Asked): Promise<Deadlines[]> {
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

export async function askDeadlineSums(asked: Asked): Promise<(scope: string) => DeadlineSums> {
  const found = byScope(await askDeadlines(asked))
  return scope => createDeadlineSums(scope, asked.moment.hour, found.get(scope) ?? [])
}

function createDeadlineSums(
  scope: string,
  hour: number,
  found: readonly Deadlines[],
): DeadlineSums {
  const rows = found.map(row => ({ ...row }))
  return {
    rows: () => rows.filter(({ justOverdue, dueSoon }) => justOverdue !== 0 || dueSoon !== 0),
    add({ step, excluded, dueMs, count }, at) {
      const state = dueState(dueMs, at)
      if (state === 0 || dueMs < hour)
        return true
      let row = rows.find(one => one.step === step && one.excluded === excluded)
      if (row === undefined)
        rows.push(row = { scope, step, excluded, justOverdue: 0, dueSoon: 0 })
      row[state === 2 ? 'justOverdue' : 'dueSoon'] += count
      return true
    },
  }
}
