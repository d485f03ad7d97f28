import type { Rollup } from '../rollup.ts'

const COLUMNS = [
  'version',
  'case_id',
  'region',
  'path',
  'category',
  'channel',
  'department',
  'title',
  'lon',
  'lat',
  'reported_at',
  'reviewed_at',
  'answer',
  'step',
  'urged_level',
  'excluded',
] as const

/** Not sums but rows of cases, version by version as the case versions have them. */
export const openCases: Rollup = {
  table: 'open_cases',
  keys: [...COLUMNS, 'due_at'],
  sums: ['sign'],
  subject: 'case_id',
  at: 'toInt32(intDiv(toUnixTimestamp64Milli(due_at), 86400000))',
  where: '1',
  near: '1',
  counted: (_path, cases) => `
    SELECT ${COLUMNS.join(', ')}, due AS due_at, [toInt64(sign)] AS m FROM
    (
      SELECT ${COLUMNS.join(', ')}, sign,
        ifNull(due_at, toDateTime64('2199-01-01 00:00:00', 3, 'UTC')) AS due
      FROM case_versions
      WHERE closed_at IS NULL AND ${cases}
    )`,
}
