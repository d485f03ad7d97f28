import type { TimeParser } from '../time/compile-time-formats.ts'
import type { MappingFile } from './mapping-file.ts'
import type { Notes } from './notes.ts'
import type { Row } from './row.ts'
import { compileCondition } from './compile-condition.ts'
import { compileTimeRule } from './compile-time-rule.ts'

/** What makes a row a case. */
export interface CaseFound {
  readonly id: string
  /** When it was reported, milliseconds since 1970. */
  readonly at: number
}

type Rules = Pick<MappingFile, 'caseId' | 'leaveOut' | 'steps'>

/** Turns a mapping into a reader of a row's case, null, and a note, when the row is none. */
export function compileCaseRule(
  { caseId, leaveOut = [], steps }: Rules,
  parse: TimeParser,
): (row: Row, notes: Notes) => CaseFound | null {
  const { prefix = '', column: idColumn } = caseId
  const startColumn = steps[0]?.column ?? ''
  const startOf = compileTimeRule(startColumn, parse)
  const conditions = leaveOut.map(compileCondition)
  return (row, notes) => {
    notes.rows += 1
    if (conditions.some(holds => holds(row))) {
      notes.leftOut += 1
      return null
    }
    const id = row(idColumn)
    if (id === '') {
      notes.reject(`${idColumn} is blank`)
      return null
    }
    const start = startOf(row)
    if (start.at === null) {
      notes.reject(`${startColumn} is ${start.reason}`)
      return null
    }
    return { id: prefix + id, at: start.at }
  }
}
