import type { TimeParser } from '../time/compile-time-formats.ts'
import type { Row } from './row.ts'

/** A column's time, or why there is none. */
export type TimeFound = { at: number } | { at: null, reason: 'blank' | 'not a time' }

/** Turns a column into a reader of its time. */
export function compileTimeRule(column: string, parse: TimeParser): (row: Row) => TimeFound {
  return (row) => {
    const text = row(column)
    if (text === '')
      return { at: null, reason: 'blank' }
    const at = parse(text)
    return at === null ? { at, reason: 'not a time' } : { at }
  }
}
