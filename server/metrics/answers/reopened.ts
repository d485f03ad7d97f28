import type { ReopenedBody } from '../../../contract/answers/reopened.ts'
import type { AnswerQuestion } from './question.ts'
import { evaluate, ownVariant } from '../evaluate.ts'
import { rankedWindow } from '../moment.ts'
import { placeName } from '../place-name.ts'
import { askWindows } from '../window-facts.ts'
import { IS_REOPENED, reopenedParams } from './reopened-sql.ts'

const LATEST = 20

interface Row {
  caseId: string
  title: string
  category: string
  region: string
  atMs: number
  times: number
  /** Cases in all, the same in every row. */
  cases: number
}

/** What had to be opened again: how much of what was closed, and the latest. */
export async function askReopened(question: AnswerQuestion): Promise<ReopenedBody> {
  const { database, city, moment, scope } = question
  const metric = city.metrics.find(({ id }) => id === 'reopened')
  const range = rankedWindow(moment)
  const counting = metric === undefined ? 'net' : ownVariant(metric).counting
  const [facts, rows] = await Promise.all([
    metric === undefined
      ? null
      : askWindows({ database, moment, scopes: [scope], metrics: [metric] }, [range]),
    askLatest(question),
  ])
  return {
    window: '30d',
    rate: facts === null || metric === undefined
      ? null
      : evaluate(metric, city.metrics, facts(scope), 0, counting),
    cases: rows[0]?.cases ?? 0,
    latest: rows.map(({ region, atMs, cases: _, ...row }) => ({
      ...row,
      place: placeName(region, scope, city),
      at: moment.calendar.format(atMs),
    })),
  }
}

async function askLatest({ database, moment, scope }: AnswerQuestion): Promise<Row[]> {
  return database.query<Row>(
    `SELECT case_id AS caseId, argMax(known_title, at) AS title,
      argMax(known_category, at) AS category, argMax(known_region, at) AS region,
      toUnixTimestamp64Milli(max(at)) AS atMs, count() AS times, count() OVER () AS cases
    FROM case_events
    WHERE ${IS_REOPENED}
    GROUP BY case_id
    ORDER BY atMs DESC, case_id
    LIMIT ${LATEST}`,
    reopenedParams(scope, moment),
  )
}
