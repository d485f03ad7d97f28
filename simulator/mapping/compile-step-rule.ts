import type { CompactEvent } from '../delivery/compact-event.ts'
import type { TimeParser } from '../time/compile-time-formats.ts'
import type { StepRule } from './mapping-file.ts'
import type { Notes } from './notes.ts'
import type { Row } from './row.ts'
import { toAttributes } from '../delivery/compact-event.ts'
import { compileCondition } from './compile-condition.ts'
import { compileTimeRule } from './compile-time-rule.ts'

/** The event a row gives of a step after `reported`, null when it gives none. */
export type StepReader = (
  row: Row,
  caseId: string,
  reportedAt: number,
  notes: Notes,
) => CompactEvent | null

/** Turns a step into a reader of its event; `suffix` makes the id unique within the case. */
export function compileStepRule(step: StepRule, suffix: string, parse: TimeParser): StepReader {
  const { type, column, when, satisfaction } = step
  const holds = when && compileCondition(when)
  const timeOf = compileTimeRule(column, parse)
  return (row, caseId, reportedAt, notes) => {
    if (holds && !holds(row))
      return null
    const time = timeOf(row)
    if (time.at === null) {
      if (time.reason !== 'blank')
        notes.add(`${type} is ${time.reason}, dropped`)
      return null
    }
    if (time.at < reportedAt) {
      notes.add(`${type} before reported, dropped`)
      return null
    }
    const answer = satisfaction && satisfaction.values[row(satisfaction.column)]
    return {
      id: `${caseId}-${suffix}`,
      caseId,
      type,
      at: time.at,
      attributes: toAttributes({ satisfaction: answer }),
    }
  }
}
