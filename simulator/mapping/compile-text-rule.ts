import type { TextRule } from './mapping-file.ts'
import type { Row } from './row.ts'

const SPACES = /\s+/g

/** Turns a rule into a reader of a text, undefined where the row has none. */
export function compileTextRule(
  rule: TextRule | undefined,
  maxLength: number,
): (row: Row) => string | undefined {
  if (!rule)
    return () => undefined
  const { fixed, columns = [], separator = ' ', values = {} } = rule
  if (fixed !== undefined)
    return () => fixed
  return (row) => {
    const parts = columns.map(column => row(column)).filter(part => part !== '')
    const text = parts.join(separator).replace(SPACES, ' ')
    return (values[text] ?? text).slice(0, maxLength) || undefined
  }
}
