import type { Rollup, Total } from '../rollup.ts'
import { FACT_COLUMNS } from '../../metrics/measure-columns.ts'
import { liesNear } from '../rollup.ts'

const DAYS = ['reported_day', 'dispatched_day', 'due_day', 'closed_day', 'reviewed_day']

/** Cases are summed by their whole path first: there are far fewer paths than cases. */
function counted(path: string, cases: string, day: string): string {
  return `
    SELECT arrayJoin(within) AS scope, clock, day, excluded, m FROM
    (
      SELECT ${path} AS within, moment.1 AS clock, ${day} AS day, excluded,
        sumForEach(arrayMap(amount -> toInt64(amount) * sign, [${
          FACT_COLUMNS.map(column => `toInt64(case_measures.${column})`).join(', ')
        }])) AS m
      FROM case_measures
      ARRAY JOIN [
        ('reported', reported_day, 1),
        ('dispatched', dispatched_day, toUInt8(dispatched_at IS NOT NULL)),
        ('due', due_day, toUInt8(due_at IS NOT NULL)),
        ('closed', closed_day, toUInt8(ended_at IS NOT NULL)),
        ('reviewed', reviewed_day, toUInt8(reviewed_at IS NOT NULL))
      ] AS moment
      WHERE moment.3 = 1 AND ${cases}
      GROUP BY within, clock, day, excluded
    )`
}

const shared = {
  table: 'facts_by_day',
  keys: ['scope', 'clock', 'day', 'excluded'],
  sums: FACT_COLUMNS,
  subject: 'scope',
  at: 'toInt32(day)',
} as const

export const factsByDay: Rollup = {
  ...shared,
  where: 'day != toDate(0)',
  near: `(${DAYS.map(liesNear).join(' OR ')})`,
  counted: (path, cases) => counted(path, cases, 'moment.2'),
}

export const factsToDate: Total = {
  ...shared,
  where: 'day = toDate(0)',
  near: '1',
  counted: (path, cases) => counted(path, cases, 'toDate(0)'),
}
