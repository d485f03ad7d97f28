import type { Moment } from '../moment.ts'
import { daysAgo } from './question.ts'

/** Whistles of the last so many days, today included. */
export const WHISTLE_DAYS = 7

/**
 * A whistle is a case's first dispatch, its answer the first acceptance after it. What was closed
 * or excluded without one waits no longer. Read from the ledger, once for each of two questions.
 */
export const WHISTLES = `
  SELECT case_id, minIf(at, type = 'dispatched') AS whistled, countIf(type = 'accepted') AS accepted,
    minIf(at, type = 'accepted') AS answeredAt,
    countIf(type IN ('resolved', 'closed', 'excluded')) AS over,
    argMaxIf(case_events.department, at, case_events.department != '') AS given
  FROM case_events
  WHERE type IN ('dispatched', 'reassigned', 'accepted', 'resolved', 'closed', 'excluded')
    AND at >= fromUnixTimestamp64Milli({whistledFrom:Int64}, 'UTC')
    AND at <= fromUnixTimestamp64Milli({now:Int64}, 'UTC')
    AND received_at >= fromUnixTimestamp64Milli({whistledFrom:Int64}, 'UTC')
    AND has(path, {toldScope:String})
  GROUP BY case_id
  HAVING countIf(type = 'dispatched') > 0 AND countIf(type = 'excluded') = 0`
export const WAITS = 'accepted = 0 AND over = 0'

/** What WHISTLES asks for. */
export function whistleParams(scope: string, moment: Moment): Record<string, string | number> {
  return { toldScope: scope, whistledFrom: daysAgo(moment, WHISTLE_DAYS), now: moment.now }
}
