import type { TimeParser } from '../time/compile-time-formats.ts'
import type { MappingFile } from './mapping-file.ts'
import type { Notes } from './notes.ts'
import type { Row } from './row.ts'
import { compileTimeRule } from './compile-time-rule.ts'

const DAY_MS = 86_400_000

/** Turns a rule into a reader of the due time; undefined, and a note, when there is none. */
export function compileDueRule(
  rule: MappingFile['dueAt'],
  parse: TimeParser,
): (row: Row, reportedAt: number, notes: Notes) => number | undefined {
  if (!rule)
    return () => undefined
  const { column, maxDays = Infinity } = rule
  const timeOf = compileTimeRule(column, parse)
  return (row, reportedAt, notes) => {
    const due = timeOf(row)
    if (due.at === null)
      notes.add(`due time ${due.reason}`)
    else if (due.at < reportedAt)
      notes.add('due time before reported, dropped')
    else if (due.at - reportedAt > maxDays * DAY_MS)
      notes.add(`due time more than ${maxDays} days away, dropped`)
    else
      return due.at
    return undefined
  }
}
