import type { Question } from '../question.ts'

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
export async function askHours({ database, moment, scopes }: Question): Promise<HourRow[]> {
  const { calendar, now, today } = moment
  const yesterday = calendar.startOfDay(today - 1)
  const intoDay = now - calendar.startOfDay(today)
  return database.query<HourRow>(
    `SELECT scope,
      toUnixTimestamp(toStartOfInterval(minute, INTERVAL 1 HOUR, {zone:String})) * 1000 AS at,
      sum(activity_by_minute.reported) AS reported,
      sum(activity_by_minute.closed) AS closed,
      sumIf(activity_by_minute.reported, minute < toDateTime({cut:Int64}, 'UTC')) AS reportedByNow,
      sumIf(activity_by_minute.closed, minute < toDateTime({cut:Int64}, 'UTC')) AS closedByNow
    FROM activity_by_minute
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      AND minute >= toDateTime({from:Int64}, 'UTC') AND minute < toDateTime({to:Int64}, 'UTC')
    GROUP BY scope, at`,
    {
      scopes,
      zone: calendar.zone,
      from: yesterday / 1000,
      to: calendar.startOfDay(today + 1) / 1000,
      cut: Math.floor((yesterday + intoDay) / 60_000) * 60,
    },
  )
}
