/**
 * SQL: a roll-up's `day` lies in [first, last], SQL of days since 1970. The month is said as well:
 * it comes first in the roll-ups' keys, and ClickHouse does not derive it from the day.
 */
export function daysBetween(first: string, last: string): string {
  return `(toStartOfMonth(day) >= toStartOfMonth(toDate(${first})) AND toStartOfMonth(day) <= toDate(${last})
    AND day >= toDate(${first}) AND day <= toDate(${last}))`
}

/** SQL: the row of a roll-up that holds the sum of all days. */
export const ALL_DAYS_SQL = '(toStartOfMonth(day) = toDate(0) AND day = toDate(0))'
