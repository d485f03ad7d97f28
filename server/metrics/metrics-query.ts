import type { City } from '../../city/city.ts'
import type { MetricDefinition } from '../../contract/metric-definition.ts'
import Type from 'typebox'
import { AGGREGATIONS, COUNTINGS } from '../../contract/measures.ts'
import { COMPARISONS, NamedWindow } from '../../contract/windows.ts'
import { AppError } from '../errors.ts'

/** Scopes of one request: as many answers for each metric. */
const MAX_SCOPES = 200

/** Which numbers a request means. */
export const MetricsQuerySchema = Type.Object({
  /** Repeated: all of them at one point of the ledger. Absent: the root. */
  scope: Type.Optional(Type.Array(Type.String({ maxLength: 128 }), { maxItems: MAX_SCOPES })),
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

/**
 * The scopes asked for, each once.
 * @throws AppError unknown_scope
 */
export function readScopes(scopes: readonly string[] | undefined, city: City): string[] {
  const codes = scopes === undefined || scopes.length === 0 ? [city.root] : [...new Set(scopes)]
  for (const code of codes) {
    if (!city.isScope(code))
      throw new AppError('unknown_scope', `Profile ${city.id} has no scope ${JSON.stringify(code)}.`)
  }
  return codes
}

/**
 * One scope; the root where none is named.
 * @throws AppError unknown_scope
 */
export function readScope(scope: string | undefined, city: City): string {
  return readScopes(scope === undefined ? undefined : [scope], city)[0]!
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
