import type { Rollup } from '../rollup.ts'

export const stepsByDay: Rollup = {
  table: 'steps_by_day',
  keys: ['scope', 'day', 'step', 'excluded'],
  sums: ['cases'],
  subject: 'scope',
  at: 'toInt32(day)',
  where: '1',
  near: `arrayExists(day -> toInt32(day) >= {from:Int64} AND toInt32(day) < {to:Int64}, step_days)`,
  counted: (path, cases) => `
    SELECT arrayJoin(within) AS scope, day, reached AS step, excluded, m FROM
    (
      SELECT ${path} AS within, day, reached, excluded, [sum(toInt64(sign))] AS m
      FROM case_versions
      ARRAY JOIN steps AS reached, step_days AS day
      WHERE ${cases}
      GROUP BY within, day, reached, excluded
    )`,
}
