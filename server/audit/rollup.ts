/**
 * A table of sums made from the case versions, and how to count the same again from them. One
 * file of rollups/ each.
 */
export interface Rollup {
  table: string
  /** Columns whose values name a row. */
  keys: readonly string[]
  /** Columns that are summed. `['sign']`: rows of cases, which are added and taken back. */
  sums: readonly string[]
  /** What rows are told apart by when a few of them are counted again. */
  subject: 'scope' | 'case_id'
  /** SQL over the keys: days since 1970-01-01, whole; ranges to check are cut along it. */
  at: string
  /** SQL: which rows of the table this is about. */
  where: string
  /**
   * SQL on a case's row: it may have a part in rows that lie in [{from}, {to}). Only there to spare
   * the reading of others.
   */
  near: string
  /**
   * SELECT of the keys and of `m`, the sums as Array(Int64), from the case versions. A key may come
   * in several rows. `path` is SQL for the scopes of a case; `cases` a condition on cases, `near`
   * among others.
   */
  counted: (path: string, cases: string) => string
}

/** Sums of all days: `where` tells them from the days of the same table, which stand for them. */
export type Total = Rollup

/** SQL: a day lies in the range. */
export function liesNear(day: string): string {
  return `(toInt32(${day}) >= {from:Int64} AND toInt32(${day}) < {to:Int64})`
}
