import type { Question } from '../question.ts'
import type { RowSums } from '../row-sums.ts'
import { sameMinuteYesterday } from '../moment.ts'
import { rowSums } from '../row-sums.ts'

export interface HourRow {
  scope: string
  /** Start of the hour, milliseconds since 1970. */
  at: number
  reported: number
  closed: number
  /** Of these minutes that lie before this minute of the day: yesterday at the same time. */
  reportedByNow: number
  closedByNow: number
}

/** Hours of yesterday and today. */
export async function askHours(
  question: Question,
): Promise<(scope: string) => RowSums<HourRow>> {
  const { calendar, today } = question.moment
  const yesterday = calendar.startOfDay(today - 1)
  const span = {
    from: yesterday,
    to: calendar.startOfDay(today + 1),
    cut: sameMinuteYesterday(question.moment),
  }
  return rowSums(await askRows(question, span), (rows, addition) => {
    const { scope, at, excluded, sums: [reported = 0, closed = 0] } = addition
    const minute = at * 1000
    if (excluded !== 0 || minute < span.from || minute >= span.to)
      return
    const row = rowOf(rows, scope, calendar.hourOf(minute))
    row.reported += reported
    row.closed += closed
    row.reportedByNow += minute < span.cut ? reported : 0
    row.closedByNow += minute < span.cut ? closed : 0
  })
}

function rowOf(rows: HourRow[], scope: string, at: number): HourRow {
  const known = rows.find(row => row.at === at)
  if (known !== undefined)
    return known
  const row = { scope, at, reported: 0, closed: 0, reportedByNow: 0, closedByNow: 0 }
  rows.push(row)
  return row
}

/** Milliseconds since 1970. */
interface Span { from: number, to: number, cut: number }

async function askRows(
  { database, scopes, moment: { calendar } }: Question,
  { from, to, cut }: Span,
): Promise<HourRow[]> {
  return database.query<HourRow>(
    `SELECT scope,
      toUnixTimestamp(toStartOfInterval(minute, INTERVAL 1 HOUR, {zone:String})) * 1000 AS at,
      sum(activity_by_minute.reported) AS reported,
      sum(activity_by_minute.closed) AS closed,
      sumIf(activity_by_minute.reported, minute < toDateTime({cut:Int64}, 'UTC')) AS reportedByNow,
      sumIf(activity_by_minute.closed, minute < toDateTime({cut:Int64}, 'UTC')) AS closedByNow
    FROM activity_by_minute
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      AND toDate(minute) >= toDate(toDateTime({from:Int64}, 'UTC'))
      AND minute >= toDateTime({from:Int64}, 'UTC') AND minute < toDateTime({to:Int64}, 'UTC')
    GROUP BY scope, at`,
    { scopes, zone: calendar.zone, from: from / 1000, to: to / 1000, cut: cut / 1000 },
  )
}
