import type { Addition } from './additions.ts'
import type { Sums } from './kept-answers.ts'
import { byScope } from './question.ts'

/** Rows of one scope that additions go into. */
export interface RowSums<Row> extends Sums { rows: Row[] }

/**
 * @param rows of any scopes
 * @param add puts an addition into the rows of its scope, or leaves it where it counts nowhere
 */
export function rowSums<Row extends { scope: string }>(
  rows: readonly Row[],
  add: (rows: Row[], addition: Addition) => void,
): (scope: string) => RowSums<Row> {
  const found = byScope(rows)
  return (scope) => {
    const own = found.get(scope) ?? []
    return { rows: own, add: addition => add(own, addition) }
  }
}
