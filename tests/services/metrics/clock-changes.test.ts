import type { City } from '../../../city/city.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { FollowedCase } from '../../../recount/follow-case.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { followCases } from '../../../recount/follow-case.ts'
import { recountCore } from '../../helpers/core-metrics.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { readLedger } from '../../helpers/read-ledger.ts'
import { rateOf, recountedDays, recountedHours } from '../../helpers/recounted-panels.ts'
import { midnight, recountedWindows } from '../../helpers/recounted-windows.ts'
import { rulesOf } from '../../helpers/rules-of.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const HOUR_MS = 3_600_000
const QUARTER_MS = HOUR_MS / 4

let address: ClickHouseAddress
let city: City

beforeAll(async () => {
  address = await sharedEngine()
  city = await loadCity('profiles/boston')
})

/** A case a quarter of an hour over five days: each due at the next half hour, most closed. */
function quarterHours(around: number, now: number): CaseEvent[] {
  const events: CaseEvent[] = []
  for (let n = 0, at = around - 60 * HOUR_MS; at <= now; n++, at += QUARTER_MS) {
    const iso = (ms: number): string => new Date(ms).toISOString()
    const add = (type: CaseEvent['type'], ms: number, more: Partial<CaseEvent> = {}): void => {
      if (ms <= now)
        events.push({ id: `${n}-${type}`, caseId: `case-${n}`, type, at: iso(ms), ...more })
    }
    add('reported', at, {
      region: n % 3 === 0 ? 'roxbury' : 'dorchester',
      category: 'property-management.graffiti',
      channel: 'twitter',
      dueAt: iso(at + 2 * QUARTER_MS + (n % 5) * HOUR_MS),
    })
    if (n % 4 !== 3)
      add('closed', at + (n % 7) * 3 * QUARTER_MS)
    if (n % 6 === 0)
      add('reviewed', at + 8 * QUARTER_MS, { satisfaction: 'satisfied' })
  }
  return events
}

describe.each([
  ['the night clocks go back', '2011-11-06', 25],
  ['the night clocks go forward', '2012-03-11', 23],
])('%s', (_name, day, length) => {
  let lab: MetricsLab
  let cases: FollowedCase[]
  const noon = Date.parse(`${day}T17:00:00Z`)

  beforeAll(async () => {
    const last = noon + 36 * HOUR_MS
    const name = `clocks_${day.replaceAll('-', '_')}`
    lab = await openMetricsLab(address, name, city, last)
    await lab.load(quarterHours(noon, last))
    cases = followCases(await readLedger(lab.database), rulesOf(city))
  })

  afterAll(async () => lab?.close())

  it.each([
    ['in the evening', 6.5],
    ['before the change', -12.2],
    ['in the hour after it', -9.9],
    ['the day after', 24.25],
    ['at the midnight after', length === 25 ? 12 : 11],
  ])('has its hours, days and windows right when asked %s', async (_when, hours) => {
    lab.now = noon + hours * HOUR_MS
    const { timezone } = city
    const { panels } = (await lab.frames(['boston'])).get('boston')!
    expect(panels.hours).toEqual(recountedHours(cases, lab.now, timezone))
    expect(panels.days).toEqual(recountedDays(cases, lab.now, timezone))
    const spans = recountedWindows(lab.now, timezone)
    for (const name of ['today', '7d', '30d', 'month'] as const) {
      const naive = recountCore(cases, spans[name], lab.now)
      expect(panels.summary.windows[name].metrics, name).toMatchObject({
        reported: { value: naive.reported },
        closed: { value: naive.closed },
        overdue: { value: naive.overdue },
        on_time: { ...naive.onTime, value: rateOf(naive.onTime) },
        satisfaction: naive.satisfaction,
      })
    }
  })

  it(`is ${length} hours long, each with the four cases of its own`, async () => {
    lab.now = midnight(noon, city.timezone, 1) - 20 * 60_000
    const { panels } = (await lab.frames(['boston'])).get('boston')!
    expect(panels.hours.day).toBe(day)
    expect(panels.hours.hours).toHaveLength(length)
    expect(panels.hours.hours.slice(0, length - 1).map(({ reported }) => reported))
      .toEqual(Array.from({ length: length - 1 }).fill(4))
    const ones = panels.hours.hours.filter(({ at }) => at.startsWith(`${day}T01:00`))
    expect(ones.map(({ at }) => at)).toEqual(length === 25
      ? [`${day}T01:00:00-04:00`, `${day}T01:00:00-05:00`]
      : [`${day}T01:00:00-05:00`])
  })

  it('is the same day by its date, by its midnights and by instants a second off', async () => {
    const from = new Date(midnight(noon, city.timezone)).toISOString()
    const to = new Date(midnight(noon, city.timezone, 1)).toISOString()
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10)
    const byDate = await lab.metrics({ from: day, to: next })
    expect(byDate.reported.value).toBe(length * 4)
    expect(await lab.metrics({ from, to })).toEqual(byDate)
    const off = await lab.metrics({ from: from.replace('00.000Z', '01.000Z'), to })
    expect(off.reported.value).toBe(length * 4 - 1)
  })
})
