import type { Database } from '../../clickhouse/database.ts'
import type { Span } from '../surge.ts'

export interface ReportedCount { scope: string, category: string, span: number, cases: number }

/**
 * How many cases were reported in each span, by scope and category. The spans are ranges of the
 * key of the case versions, so only their rows are read. Excluded cases do not count.
 */
export async function askReportedCounts(
  database: Database,
  spans: readonly Span[],
): Promise<ReportedCount[]> {
  const params: Record<string, number> = {}
  const within = spans.map(({ from, to }, i) => {
    params[`from${i}`] = from
    params[`to${i}`] = to
    return `(reported_at >= ${time(`from${i}`)} AND reported_at < ${time(`to${i}`)})`
  })
  return database.query(
    `SELECT scope, category,
      multiIf(${within.map((condition, i) => `${condition}, ${i}, `).join('')} -1) AS span,
      sum(sign) AS cases
    FROM case_versions
    ARRAY JOIN path AS scope
    WHERE excluded = 0 AND (${within.join(' OR ')})
    GROUP BY scope, category, span
    HAVING cases > 0`,
    params,
    { settings: { max_threads: 1 } },
  )
}

/** When the first case was reported, ms since 1970; null without any. */
export async function askFirstReport(database: Database): Promise<number | null> {
  const [row] = await database.query<{ at: number }>(
    `SELECT toUnixTimestamp64Milli(reported_at) AS at FROM case_versions
    ORDER BY reported_at LIMIT 1`,
  )
  return row?.at ?? null
}

function time(name: string): string {
  return `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`
}
