import type { MetricDefinition } from '../../contract/metric-definition.ts'
import type { Database } from '../clickhouse/database.ts'
import { definitionName } from '../../contract/metric-definition.ts'
import { StartupError } from '../startup-error.ts'

/** What makes a number; names, targets and warnings may change without one. */
function meaningOf(metric: MetricDefinition): string {
  const { label: _, target: __, warning: ___, better: ____, ...meaning } = metric
  const sorted = Object.entries(meaning).sort(([a], [b]) => a < b ? -1 : 1)
  return JSON.stringify(Object.fromEntries(sorted))
}

/**
 * Records what each metric's name and version stand for. A definition that was published under a
 * version is not changed: numbers that name it would no longer mean what they say.
 * @throws StartupError naming the definitions that need a new version
 */
export async function claimDefinitions(
  database: Database,
  metrics: readonly MetricDefinition[],
  now: number,
): Promise<void> {
  const rows = await database.query<{ name: string, definition: string }>(
    'SELECT name, argMin(definition, since) AS definition FROM metric_definitions GROUP BY name',
  )
  const published = new Map(rows.map(row => [row.name, row.definition]))
  const changed = metrics.filter((metric) => {
    const known = published.get(definitionName(metric))
    return known !== undefined && known !== meaningOf(metric)
  })
  if (changed.length > 0) {
    throw new StartupError(
      `metrics.json changes what was published as ${changed.map(definitionName).join(', ')}. `
      + 'Give each changed definition a new version, so that a number can be told from one that was '
      + 'counted otherwise.',
    )
  }
  const added = metrics.filter(metric => !published.has(definitionName(metric)))
  if (added.length === 0)
    return
  const body = added.map(metric => JSON.stringify([
    definitionName(metric),
    meaningOf(metric),
    new Date(now).toISOString().slice(0, 23).replace('T', ' '),
  ])).join('\n')
  await database.insert('metric_definitions', ['name', 'definition', 'since'], Buffer.from(`${body}\n`), {
    token: `definitions-${now}`,
  })
}
