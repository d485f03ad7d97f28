import type { Rollup } from '../rollup.ts'
import { liesNear } from '../rollup.ts'

export const openByHour: Rollup = {
  table: 'open_by_hour',
  keys: ['scope', 'hour', 'step', 'excluded'],
  sums: ['open'],
  subject: 'scope',
  at: 'toInt32(toDate(hour))',
  where: '1',
  near: liesNear('toDate(due_hour)'),
  counted: (path, cases) => `
    SELECT arrayJoin(within) AS scope, hour, step, excluded, m FROM
    (
      SELECT ${path} AS within, due_hour AS hour, step, excluded, [sum(toInt64(sign))] AS m
      FROM case_versions
      WHERE closed_at IS NULL AND ${cases}
      GROUP BY within, hour, step, excluded
    )`,
}
