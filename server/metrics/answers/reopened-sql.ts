import type { Moment } from '../moment.ts'
import { rankedWindow } from '../moment.ts'

/** SQL over `case_events`: a case of the scope was opened again in the last 30 days. */
export const IS_REOPENED = `type = 'reopened' AND has(path, {toldScope:String})
      AND at >= fromUnixTimestamp64Milli({reopenedFrom:Int64}, 'UTC')
      AND at <= fromUnixTimestamp64Milli({now:Int64}, 'UTC')
      AND received_at >= fromUnixTimestamp64Milli({reopenedFrom:Int64}, 'UTC')`

/** What IS_REOPENED asks for. */
export function reopenedParams(scope: string, moment: Moment): Record<string, string | number> {
  return {
    toldScope: scope,
    reopenedFrom: moment.calendar.startOfDay(rankedWindow(moment).from),
    now: moment.now,
  }
}
