import type { Condition } from './mapping-file.ts'
import type { Row } from './row.ts'

/** Turns a condition into a question to a row. */
export function compileCondition(condition: Condition): (row: Row) => boolean {
  const { column, in: texts = [], startsWith = [] } = condition
  const whole = new Set(texts)
  return (row) => {
    const text = row(column)
    return whole.has(text) || startsWith.some(begin => text.startsWith(begin))
  }
}
