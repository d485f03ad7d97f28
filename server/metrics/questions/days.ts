import type { Question } from '../question.ts'

export interface DayRow {
  scope: string
  /** Days since 1970-01-01. */
  day: number
  reported: number
  /** Of those reported that day, closed by now. */
  reportedClosed: number
  closed: number
  onTime: number
  /** Due that day and closed late, or still open and past due before the hour that is now. */
  missed: number
}

/** Sixty days up to today, by each clock. */
export async function askDays({ database, moment, scopes }: Question): Promise<DayRow[]> {
  const { calendar, today, hour } = moment
  const from = today - 59
  return database.query<DayRow>(
    `SELECT scope, toInt32(day) AS day, sum(r) AS reported, sum(rc) AS reportedClosed,
      sum(c) AS closed, sum(t) AS onTime, sum(m) AS missed
    FROM
    (
      SELECT scope, day, sum(cases) AS r, sum(closed) AS rc, 0 AS c, 0 AS t, 0 AS m
      FROM reported_by_day
      WHERE facet = 'all' AND excluded = 0 AND scope IN {scopes:Array(String)}
        AND day >= toDate({from:Int32}) AND day <= toDate({today:Int32})
      GROUP BY scope, day
      UNION ALL
      SELECT scope, day, 0, 0, sum(cases), 0, 0
      FROM closed_by_day
      WHERE excluded = 0 AND scope IN {scopes:Array(String)}
        AND day >= toDate({from:Int32}) AND day <= toDate({today:Int32})
      GROUP BY scope, day
      UNION ALL
      SELECT scope, toDate(hour, {zone:String}) AS day, 0, 0, 0, sum(on_time),
        sum(late) + sumIf(open, hour < toDateTime({hour:Int64}, 'UTC'))
      FROM due_by_hour
      WHERE excluded = 0 AND scope IN {scopes:Array(String)}
        AND hour >= toDateTime({fromHour:Int64}, 'UTC') AND hour < toDateTime({toHour:Int64}, 'UTC')
      GROUP BY scope, day
    )
    GROUP BY scope, day`,
    {
      scopes,
      from,
      today,
      zone: calendar.zone,
      hour: hour / 1000,
      fromHour: calendar.startOfDay(from) / 1000,
      toHour: calendar.startOfDay(today + 1) / 1000,
    },
  )
}
