import type { MappingFile } from '../mapping/mapping-file.ts'

/** Every column a mapping reads. */
export function mappedColumns(mapping: MappingFile): string[] {
  const { caseId, steps, dueAt, place, region, category, channel, department, title } = mapping
  const rules = [region, category, channel, department, title]
  const columns = [
    caseId.column,
    dueAt?.column,
    place?.lon,
    place?.lat,
    ...steps.flatMap(step => [step.column, step.when?.column, step.satisfaction?.column]),
    ...rules.flatMap(rule => rule?.columns ?? []),
  ]
  return [...new Set(columns.filter(column => column !== undefined))]
}
