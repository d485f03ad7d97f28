import type { MetricDefinition, Term } from '../../contract/metric-definition.ts'

/** What the roll-ups are asked by hand. */
export interface RawQuestion {
  /** Days since 1970; `from` 0: since the beginning. */
  from: number
  to: number
  /** Instants of these days, seconds. */
  fromSeconds: number
  toSeconds: number
  /** Start of the hour that is now, and now, seconds. */
  hour: number
  now: number
}

/**
 * The metric of every scope as somebody would write it who knows the tables: one statement, `scope`
 * and `value` a row. Shares no code with the compiler of definitions.
 */
export function rawSql(
  metric: MetricDefinition,
  metrics: readonly MetricDefinition[],
  question: RawQuestion,
): string {
  switch (metric.kind) {
    case 'count': return metric.clock === 'now'
      ? openSql(metric.id, question)
      : `SELECT scope, ${sums(metric.numerator, question)} AS value FROM facts_by_day
        WHERE ${facts([metric.clock], question)} GROUP BY scope`
    case 'ratio': return metric.clock === 'due'
      ? dueSql(question)
      : `SELECT scope, ${sums(metric.numerator, question)} / nullIf(${sums(metric.denominator, question)}, 0) AS value
        FROM facts_by_day WHERE ${facts([metric.clock], question)} GROUP BY scope`
    case 'quantile': return `
      SELECT scope, pow(1.02, quantileExactWeighted(${metric.quantile})(bucket, toUInt64(n)) - 0.5) / 3600 AS value
      FROM (SELECT scope, bucket, ${overDays('cases', question)} AS n FROM closed_by_day
        WHERE excluded = 0 AND scope IN {scopes:Array(String)} AND ${days(question)}
        GROUP BY scope, bucket HAVING n > 0)
      GROUP BY scope`
    case 'score': {
      const parts = metric.parts.map(({ metric: id, weight }) => {
        const part = metrics.find(candidate => candidate.id === id)
        if (part?.kind !== 'ratio')
          throw new Error(`no ratio ${id}`)
        return `${weight} * ${sums(part.numerator, question)} / nullIf(${sums(part.denominator, question)}, 0)`
      })
      return `SELECT scope, ${metric.scale} * (${parts.join(' + ')}) AS value FROM facts_by_day
        WHERE ${facts(['reviewed'], question)} GROUP BY scope`
    }
  }
}

/** Open cases by due hour, and of the hour that is now the cases themselves. */
function openSql(id: string, question: RawQuestion): string {
  const past = `AND hour > toDateTime(0) AND hour < toDateTime(${question.hour})`
  return id === 'open'
    ? `SELECT scope, sum(open_by_hour.open) AS value FROM open_by_hour
      WHERE excluded = 0 AND scope IN {scopes:Array(String)} GROUP BY scope`
    : `SELECT scope, sum(n) AS value FROM (
        SELECT scope, sum(open_by_hour.open) AS n FROM open_by_hour
        WHERE excluded = 0 AND scope IN {scopes:Array(String)} ${past} GROUP BY scope
        UNION ALL ${justOverdue(question)})
      GROUP BY scope`
}

function dueSql(question: RawQuestion): string {
  const { hour, fromSeconds, toSeconds } = question
  return `SELECT scope, sum(met) / nullIf(sum(all), 0) AS value FROM (
      SELECT scope, ${overDays('closed_on_time', question)} AS met,
        ${overDays('closed_with_due', question)} AS all
      FROM facts_by_day WHERE ${facts(['due'], question)} GROUP BY scope
      UNION ALL
      SELECT scope, 0, sum(open_by_hour.open) FROM open_by_hour
      WHERE excluded = 0 AND scope IN {scopes:Array(String)} AND hour > toDateTime(0)
        AND hour >= toDateTime(${fromSeconds}) AND hour < toDateTime(${Math.min(hour, toSeconds)})
      GROUP BY scope
      UNION ALL SELECT scope, 0, n FROM (${justOverdue(question)})
        WHERE ${hour >= fromSeconds && hour < toSeconds ? 1 : 0})
    GROUP BY scope`
}

function justOverdue({ hour, now }: RawQuestion): string {
  return `SELECT scope, sum(sign) AS n FROM open_cases ARRAY JOIN path AS scope
    WHERE excluded = 0 AND scope IN {scopes:Array(String)}
      AND due_at >= toDateTime(${hour}) AND due_at < toDateTime64(${now}, 3) GROUP BY scope`
}

function facts(clocks: readonly string[], question: RawQuestion): string {
  return `excluded = 0 AND scope IN {scopes:Array(String)}
    AND clock IN (${clocks.map(clock => `'${clock}'`).join(', ')}) AND ${days(question)}`
}

/**
 * To date nobody sums four hundred days a scope: one row holds them all, less what is to come. Who
 * writes this by hand knows that months come first in the key.
 */
function days({ from, to }: RawQuestion): string {
  const month = 'toStartOfMonth(day)'
  return from === 0
    ? `(${month} = toDate(0) AND day = toDate(0)
        OR ${month} >= toStartOfMonth(toDate(${to})) AND day >= toDate(${to}))`
    : `${month} >= toStartOfMonth(toDate(${from})) AND ${month} < toDate(${to})
        AND day >= toDate(${from}) AND day < toDate(${to})`
}

function overDays(column: string, { from }: RawQuestion): string {
  return from === 0 ? `sum(${column} * if(day = toDate(0), 1, -1))` : `sum(${column})`
}

function sums(terms: readonly Term[], question: RawQuestion): string {
  const parts = terms.map(({ measure, weight = 1 }) => measure === 'hours_to_close'
    ? `${overDays('facts_by_day.ms_to_close', question)} / 3600000`
    : `${weight} * ${overDays(`facts_by_day.${measure}`, question)}`)
  return `(${parts.join(' + ')})`
}
