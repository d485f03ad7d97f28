import type { City } from '../../city/city.ts'
import type { CompactEvent } from '../delivery/compact-event.ts'
import type { MappingFile, StepRule } from './mapping-file.ts'
import type { Notes } from './notes.ts'
import type { Row } from './row.ts'
import { MAX_CODE_LENGTH, MAX_TITLE_LENGTH } from '../../contract/case-event.ts'
import { toAttributes } from '../delivery/compact-event.ts'
import { compileTimeFormats } from '../time/compile-time-formats.ts'
import { ZoneClock } from '../time/zone-clock.ts'
import { compileCaseRule } from './compile-case-rule.ts'
import { compileCodes } from './compile-codes.ts'
import { compileDueRule } from './compile-due-rule.ts'
import { compilePlaceRule } from './compile-place-rule.ts'
import { compileStepRule } from './compile-step-rule.ts'
import { compileTextRule } from './compile-text-rule.ts'

/** A row's case as events in the order of the steps; none, and a note, when it gives no case. */
export type RowMapper = (row: Row, notes: Notes) => CompactEvent[]

/** Turns a checked mapping into a function from a row to its case's events. */
export function compileMapping(mapping: MappingFile, city: City): RowMapper {
  const clock = new ZoneClock(mapping.timezone ?? city.timezone)
  const parse = compileTimeFormats(mapping.timeFormats, clock)
  const parseDayEnd = compileTimeFormats(mapping.timeFormats, clock, 'end')
  const caseOf = compileCaseRule(mapping, parse)
  const dueOf = compileDueRule(mapping.dueAt, mapping.dueAt?.dayEnd ? parseDayEnd : parse)
  const codesOf = compileCodes(mapping, city)
  const departmentOf = compileTextRule(mapping.department, MAX_CODE_LENGTH)
  const titleOf = compileTextRule(mapping.title, MAX_TITLE_LENGTH)
  const placeOf = compilePlaceRule(mapping.place)
  const suffixes = idSuffixes(mapping.steps)
  const later = mapping.steps.slice(1).map((step, i) =>
    compileStepRule(step, suffixes[i + 1] ?? '', step.dayEnd ? parseDayEnd : parse))

  return (row, notes) => {
    const found = caseOf(row, notes)
    const codes = found && codesOf(row, notes)
    if (!codes)
      return []
    const { id: caseId, at: reportedAt } = found
    const texts = { department: departmentOf(row), title: titleOf(row) }
    const reported: CompactEvent = {
      id: `${caseId}-reported`,
      caseId,
      type: 'reported',
      at: reportedAt,
      dueAt: dueOf(row, reportedAt, notes),
      attributes: toAttributes({ ...codes, ...texts, ...placeOf(row, notes) }),
    }
    const events = later.map(step => step(row, caseId, reportedAt, notes))
    return [reported, ...events.filter(event => event !== null)]
  }
}

// The second step of a type, for example a second urging, gets a number.
function idSuffixes(steps: readonly StepRule[]): string[] {
  return steps.map(({ type }, i) => {
    const earlier = steps.slice(0, i).filter(step => step.type === type).length
    return earlier === 0 ? type : `${type}-${earlier + 1}`
  })
}
