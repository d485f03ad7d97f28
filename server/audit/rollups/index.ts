import type { Rollup, Total } from '../rollup.ts'
import { activityByMinute } from './activity-by-minute.ts'
import { closedByDay, closedToDate } from './closed-by-day.ts'
import { factsByDay, factsToDate } from './facts-by-day.ts'
import { openByHour } from './open-by-hour.ts'
import { openCases } from './open-cases.ts'
import { reportedByDay } from './reported-by-day.ts'
import { stepsByDay } from './steps-by-day.ts'

/** Everything that materialized views make from case_versions, by day. */
export const ROLLUPS: readonly Rollup[] = [
  factsByDay,
  closedByDay,
  reportedByDay,
  openByHour,
  stepsByDay,
  activityByMinute,
  openCases,
]

/** The sums of all days, checked after the days. */
export const TOTALS: readonly Total[] = [factsToDate, closedToDate]
