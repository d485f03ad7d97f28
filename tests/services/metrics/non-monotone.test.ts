import type { City } from '../../../city/city.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { LedgerBody } from '../../../contract/ledger.ts'
import type { Aggregation } from '../../../contract/measures.ts'
import type { MetricsBody } from '../../../contract/metrics.ts'
import type { Difference } from '../../../recount/comparison.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { AGGREGATIONS, COUNTINGS } from '../../../contract/measures.ts'
import { NAMED_WINDOWS } from '../../../contract/windows.ts'
import { compareFrame } from '../../../recount/compare-frame.ts'
import { compareMetrics } from '../../../recount/compare-metrics.ts'
import { createLedgerRecount } from '../../../recount/ledger-recount.ts'
import { toRecountEvent } from '../../../recount/recount-event.ts'
import { arbitraryBatches } from '../../helpers/arbitrary-batches.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { rulesOf } from '../../helpers/rules-of.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

/** Histories a profile; each is three batches, and is compared after every one. */
const RUNS = 4

let address: ClickHouseAddress
let databases = 0

beforeAll(async () => {
  address = await sharedEngine()
})

/** Everything that can be asked of these scopes, held against the ledger counted again. */
async function compareAll(
  lab: MetricsLab,
  scopes: readonly string[],
  aggregations: readonly Aggregation[] = AGGREGATIONS,
): Promise<{ compared: number, differences: Difference[] }> {
  const recount = createLedgerRecount(rulesOf(lab.city))
  const { status, body } = await lab.get('/api/v1/ledger?limit=10000')
  expect(status).toBe(200)
  recount.add((body as LedgerBody).events.map(event => toRecountEvent(event, event.seq)))
  const found: { compared: number, differences: Difference[] } = { compared: 0, differences: [] }
  const names = scopes.map(scope => `scope=${scope}`).join('&')
  for (const window of NAMED_WINDOWS) {
    for (const way of COUNTINGS.flatMap(counting => aggregations.map(aggregation =>
      `counting=${counting}&aggregation=${aggregation}`))) {
      const answer = await lab.get(`/api/v1/metrics?window=${window}&${way}&${names}`)
      const { compared, differences } = compareMetrics(
        (answer.body as MetricsBody).metrics,
        window,
        recount,
      )
      found.compared += compared
      found.differences.push(...differences)
    }
  }
  for (const [scope, content] of await lab.frames(scopes)) {
    const { compared, differences } = compareFrame({ scope, ...content }, recount)
    found.compared += compared
    found.differences.push(...differences)
  }
  return found
}

describe.each([
  {
    profile: 'profiles/dongying',
    now: '2026-03-12T14:32:05+08:00',
    regions: ['370500', '370502', '370502001', '370502001011', '370502001011001', '370503'],
    scopes: ['370500', '370502', '370502001', '370502001011', '370503'],
  },
  {
    profile: 'tests/fixtures/profiles/noon',
    // Half an hour into a day of its own, on the first day of a period.
    now: '2026-03-18T12:30:00+08:00',
    regions: ['k', 'k-e', 'k-e-1', 'k-e-1-a', 'k-e-2', 'k-w-1', 'k-w-1-a'],
    scopes: ['k', 'k-e', 'k-w', 'k-e-1', 'k-e-2', 'k-w-1'],
  },
])('every metric of $profile', ({ profile, now, regions, scopes }) => {
  let city: City

  beforeAll(async () => {
    city = await loadCity(profile)
  })

  async function openLab(): Promise<MetricsLab> {
    return openMetricsLab(address, `life_${databases++}`, city, Date.parse(now))
  }

  it('is that of the ledger after every batch, and after a rebuild', async () => {
    await fc.assert(fc.asyncProperty(
      arbitraryBatches({ city, regions, now: Date.parse(now) }),
      async (batches: CaseEvent[][]) => {
        const lab = await openLab()
        try {
          for (const batch of batches) {
            await lab.load(batch)
            expect((await compareAll(lab, scopes, ['pooled'])).differences).toEqual([])
          }
          expect((await compareAll(lab, scopes, ['mean'])).differences).toEqual([])
          await lab.rebuild()
          const { compared, differences } = await compareAll(lab, scopes)
          expect(differences).toEqual([])
          expect(compared).toBeGreaterThan(NAMED_WINDOWS.length * 4 * city.metrics.length)
        }
        finally {
          await lab.close()
        }
      },
    ), { numRuns: RUNS, seed: 20260312, endOnFailure: true })
  })
})
