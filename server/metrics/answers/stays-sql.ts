import type { City } from '../../../city/city.ts'
import type { Moment } from '../moment.ts'
import { daysAgo } from './question.ts'

/** Stays that ended in the last so many days, today included. */
export const STAY_DAYS = 7
/** Cases that entered a step earlier are not looked for: who stays longer is on the late list. */
const LOOK_BACK_DAYS = 60

/**
 * SQL: `case_id`, `step` (its place in the workflow), `entered` and `gone` in milliseconds, of
 * every stay that ended in the last days: a case enters a step with the first of its events and
 * leaves it with the first of a later step. Read from the ledger, once for each of two questions.
 */
export function staysSql({ workflow: steps }: City): string {
  const entered = steps.map((_, i) =>
    `minIf(toUnixTimestamp64Milli(at), has({events${i}:Array(String)}, type)) AS entered${i}`)
  // Events of no step say 0: the case has not entered it, as far as is looked back.
  const left = steps.map((_, i) => {
    const later = steps.slice(i + 1).map((__, j) => `entered${i + 1 + j}`)
    return later.length === 0
      ? '0'
      : `arrayMin(arrayFilter(ms -> ms > 0, [${later.join(', ')}]))`
  })
  const pairs = steps.map((_, i) => `(${i}, entered${i}, ${left[i]})`)
  return `
    SELECT case_id, stay.1 AS step, stay.2 AS entered, stay.3 AS gone
    FROM
    (
      SELECT case_id, arrayJoin([${pairs.join(', ')}]) AS stay
      FROM
      (
        SELECT case_id, ${entered.join(', ')}
        FROM case_events
        WHERE at >= fromUnixTimestamp64Milli({stayBack:Int64}, 'UTC')
          AND received_at >= fromUnixTimestamp64Milli({stayBack:Int64}, 'UTC')
          AND has(path, {toldScope:String})
        GROUP BY case_id
        HAVING countIf(type = 'excluded') = 0
      )
    )
    WHERE entered > 0 AND gone >= {stayFrom:Int64} AND gone <= {now:Int64} AND gone >= entered`
}

/** What `staysSql` asks for. */
export function stayParams(
  scope: string,
  { workflow }: City,
  moment: Moment,
): Record<string, unknown> {
  return {
    toldScope: scope,
    stayBack: daysAgo(moment, LOOK_BACK_DAYS),
    stayFrom: daysAgo(moment, STAY_DAYS),
    now: moment.now,
    ...Object.fromEntries(workflow.map(({ events }, i) => [`events${i}`, events])),
  }
}
