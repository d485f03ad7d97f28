import type { Rollup, Total } from '../rollup.ts'
import { liesNear } from '../rollup.ts'

function counted(path: string, cases: string, day: string): string {
  return `
    SELECT arrayJoin(within) AS scope, day, bucket, excluded, m FROM
    (
      SELECT ${path} AS within, ${day} AS day, duration_bucket AS bucket, excluded,
        [sum(toInt64(sign))] AS m
      FROM case_measures
      WHERE closed = 1 AND ${cases}
      GROUP BY within, day, bucket, excluded
    )`
}

const shared = {
  table: 'closed_by_day',
  keys: ['scope', 'day', 'bucket', 'excluded'],
  sums: ['cases'],
  subject: 'scope',
  at: 'toInt32(day)',
} as const

export const closedByDay: Rollup = {
  ...shared,
  where: 'day != toDate(0)',
  near: liesNear('closed_day'),
  counted: (path, cases) => counted(path, cases, 'closed_day'),
}

export const closedToDate: Total = {
  ...shared,
  where: 'day = toDate(0)',
  near: '1',
  counted: (path, cases) => counted(path, cases, 'toDate(0)'),
}
