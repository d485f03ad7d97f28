import type { Rollup } from '../rollup.ts'
import { liesNear } from '../rollup.ts'

export const reportedByDay: Rollup = {
  table: 'reported_by_day',
  keys: ['scope', 'facet', 'day', 'key', 'excluded'],
  sums: ['cases', 'closed'],
  subject: 'scope',
  at: 'toInt32(day)',
  where: '1',
  near: liesNear('reported_day'),
  counted: (path, cases) => `
    SELECT arrayJoin(within) AS scope, facet, day, key, excluded, m FROM
    (
      SELECT ${path} AS within, facet, reported_day AS day, key, excluded,
        [sum(toInt64(sign)), sumIf(toInt64(sign), closed_at IS NOT NULL)] AS m
      FROM case_versions
      ARRAY JOIN ['category', 'channel'] AS facet, [toString(category), toString(channel)] AS key
      WHERE ${cases}
      GROUP BY within, facet, day, key, excluded
    )`,
}
