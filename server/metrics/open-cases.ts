/** Instants by which late and soon due cases are told apart, milliseconds since 1970. */
export interface Thresholds { now: number, soon: number }

/** 2 past due, 1 due soon, 0 neither. */
export type DueState = 0 | 1 | 2

/** An open case, or a change of one. */
export interface OpenCase {
  caseId: string
  region: string
  /** All scopes that it counts in. */
  path: readonly string[]
  category: string
  department: string
  title: string
  urgedLevel: number
  step: string
  excluded: number
  /** Milliseconds since 1970; without a due time in the year 2199. */
  dueMs: number
  /** Null without a usable place. */
  lon: number | null
  lat: number | null
  /** How many such cases there are more than before. */
  count: number
}

/** What is kept of the open cases of one scope. */
export interface OpenSums {
  /**
   * Adds `count` of the case, as it counts `at` these instants. False: what is kept does not tell
   * any more, and must be asked again.
   */
  add: (change: OpenCase, at: Thresholds) => boolean
}

export function dueState(dueMs: number, { now, soon }: Thresholds): DueState {
  if (dueMs < now)
    return 2
  return dueMs < soon ? 1 : 0
}

/** SQL: the columns of an OpenCase but for `count`. */
export const OPEN_CASE_SQL = `case_id AS caseId, region, path, category, department, title,
  urged_level AS urgedLevel, step, excluded, toUnixTimestamp64Milli(due_at) AS dueMs, lon, lat`
