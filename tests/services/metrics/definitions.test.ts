import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { Database } from '../../../server/clickhouse/database.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { claimDefinitions } from '../../../server/metrics/claim-definitions.ts'
import { freshDatabase } from '../../helpers/fresh-database.ts'
import { plainMetrics } from '../../helpers/plain-metrics.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const NOW = Date.parse('2026-03-12T14:32:05Z')

let address: ClickHouseAddress
let database: Database

beforeAll(async () => {
  address = await sharedEngine()
  database = await freshDatabase(address, 'definitions')
})

afterAll(async () => {
  await database?.close()
})

function changed(change: object): MetricDefinition[] {
  return plainMetrics().map(metric =>
    metric.id === 'satisfaction' ? { ...metric, ...change } : metric)
}

it('a published definition is not changed under its version', async () => {
  const claim = async (metrics: readonly MetricDefinition[], days: number): Promise<void> =>
    claimDefinitions(database, metrics, NOW + days * 86_400_000)
  await claim(plainMetrics(), 0)
  await claim(plainMetrics(), 1)
  // What it is called and what is wanted of it are not what it means.
  await claim(changed({ label: { zh: '满意率', en: 'Happy' }, target: 0.9, warning: 0.8 }), 2)
  const other = { numerator: [{ measure: 'very_satisfied' }] }
  await expect(claim(changed(other), 3)).rejects.toThrow(/changes what was published as satisfaction@1\. Give/)
  await claim(changed({ ...other, version: 2 }), 4)
  await claim(plainMetrics(), 5)
  const rows = await database.query<{ name: string }>(
    `SELECT name FROM metric_definitions WHERE name LIKE 'satisfaction%' ORDER BY since`,
  )
  expect(rows.map(({ name }) => name)).toEqual(['satisfaction@1', 'satisfaction@2'])
})
