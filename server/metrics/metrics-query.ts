import type { City } from '../../city/city.ts'
import type { MetricDefinition } from '../../contract/metric-definition.ts'
import Type from 'typebox'
import { AGGREGATIONS, COUNTINGS } from '../../contract/measures.ts'
import { COMPARISONS, NamedWindow } from '../../contract/windows.ts'
import { AppError } from '../errors.ts'

/** Which numbers a request means. */
export const MetricsQuerySchema = Type.Object({
  scope: Type.Optional(Type.String({ maxLength: 128 })),
  window: Type.Optional(NamedWindow),
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
  metric: Type.Optional(Type.String({ maxLength: 80 })),
  /** Absent: as each metric is defined. */
  counting: Type.Optional(Type.Enum(COUNTINGS)),
  /** Absent: as each metric is defined. */
  aggregation: Type.Optional(Type.Enum(AGGREGATIONS)),
  compare: Type.Optional(Type.Enum(COMPARISONS)),
})
export type MetricsQuery = Type.Static<typeof MetricsQuerySchema>

/** @throws AppError unknown_scope */
export function readScope(scope: string | undefined, city: City): string {
  const code = scope ?? city.root
  if (!city.isScope(code))
    throw new AppError('unknown_scope', `Profile ${city.id} has no scope ${JSON.stringify(code)}.`)
  return code
}

/**
 * `closure` or `closure@1`; all metrics where none is named.
 * @throws AppError unknown_metric
 */
export function readMetricNames(name: string | undefined, city: City): MetricDefinition[] {
  if (name === undefined)
    return [...city.metrics]
  const [id, version] = name.split('@')
  const metric = city.metrics.find(candidate => candidate.id === id)
  if (metric === undefined || (version !== undefined && version !== String(metric.version))) {
    throw new AppError(
      'unknown_metric',
      `Profile ${city.id} has no metric ${JSON.stringify(name)}. It has `
      + `${city.metrics.map(({ id: known, version: v }) => `${known}@${v}`).join(', ')}.`,
    )
  }
  return [metric]
}
