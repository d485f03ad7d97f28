import type { Rollup } from '../rollup.ts'
import { liesNear } from '../rollup.ts'

export const activityByMinute: Rollup = {
  table: 'activity_by_minute',
  keys: ['scope', 'minute', 'excluded'],
  sums: ['reported', 'closed'],
  subject: 'scope',
  at: 'toInt32(toDate(minute))',
  where: '1',
  near: `(${liesNear('toDate(reported_at)')} OR ${liesNear('toDate(assumeNotNull(closed_at))')})`,
  counted: (path, cases) => `
    SELECT arrayJoin(within) AS scope, minute, excluded, m FROM
    (
      SELECT ${path} AS within, toStartOfMinute(reported_at) AS minute, excluded,
        [sum(toInt64(sign)), toInt64(0)] AS m
      FROM case_versions
      WHERE ${cases}
      GROUP BY within, minute, excluded
      UNION ALL
      SELECT ${path} AS within, toStartOfMinute(assumeNotNull(closed_at)) AS minute, excluded,
        [toInt64(0), sum(toInt64(sign))] AS m
      FROM case_versions
      WHERE closed_at IS NOT NULL AND ${cases}
      GROUP BY within, minute, excluded
    )`,
}
