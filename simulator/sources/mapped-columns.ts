import type { MappingFile } from '../mapping/mapping-file.ts'

/** Every column a mapping reads. */
export function mappedColumns(mapping: MappingFile): string[] {
  const { caseId, leaveOut = [], steps, dueAt, place } = mapping
  const { region, category, channel, department, title } = mapping
  const rules = [region, category, channel, department, title]
  const columns = [
    caseId.column,
    dueAt?.column,
    place?.lon,
    place?.lat,
    ...leaveOut.map(condition => condition.column),
    ...steps.flatMap(step => [step.column, step.when?.column, step.satisfaction?.column]),
    ...rules.flatMap(rule => rule?.columns ?? []),
  ]
  return [...new Set(columns.filter(column => column !== undefined))]
}
