import type { DueSoonRule, OverdueLevelRule, OverdueRule } from '../../../contract/alarm-rules.ts'
import type { Database } from '../../clickhouse/database.ts'

export type LateRule = DueSoonRule | OverdueRule | OverdueLevelRule

const MINUTE_MS = 60_000

/**
 * Of every scope that has some: how many open cases each rule is about, in the order of the rules.
 * One reading of the small table of open cases; excluded ones do not count.
 */
export async function askLateCounts(
  database: Database,
  rules: readonly LateRule[],
  now: number,
): Promise<{ scope: string, counts: number[] }[]> {
  const until = Math.max(...rules.map(rule => untilOf(rule, now)))
  const params: Record<string, number> = { until }
  const conditions = rules.map((rule, i) => {
    params[`until${i}`] = untilOf(rule, now)
    const before = `due_at < ${time(`until${i}`)}`
    if (rule.kind === 'due_soon') {
      params[`from${i}`] = now
      return `${before} AND due_at >= ${time(`from${i}`)}`
    }
    if (rule.kind === 'overdue')
      return before
    params[`level${i}`] = rule.urgedLevel
    return `${before} AND urged_level >= {level${i}:UInt8}`
  })
  return database.query(
    `SELECT scope, [${conditions.map(condition => `sumIf(sign, ${condition})`).join(', ')}] AS counts
    FROM open_cases
    ARRAY JOIN path AS scope
    WHERE excluded = 0 AND due_at < ${time('until')}
    GROUP BY scope`,
    params,
    { settings: { max_threads: 1 } },
  )
}

/** Cases due before this are meant. */
function untilOf(rule: LateRule, now: number): number {
  return rule.kind === 'due_soon'
    ? now + rule.withinMinutes * MINUTE_MS
    : now - (rule.longerThanMinutes ?? 0) * MINUTE_MS
}

function time(name: string): string {
  return `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`
}
