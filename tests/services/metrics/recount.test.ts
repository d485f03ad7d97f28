import type { MetricSet, MetricValue } from '../../../contract/metrics.ts'
import type { FollowedCase } from '../../../recount/follow-case.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { CoreRecount, RecountedRatio } from '../../helpers/core-metrics.ts'
import type { RecountedCity } from '../../helpers/recounted-city.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WINDOWS } from '../../../contract/windows.ts'
import { recountCore } from '../../helpers/core-metrics.ts'
import { loadRecountedCity, NOW } from '../../helpers/recounted-city.ts'
import { rateOf, recountedDays, recountedHours, recountedWorkflow } from '../../helpers/recounted-panels.ts'
import { midnight, recountedWindows } from '../../helpers/recounted-windows.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Widths of the roll-ups' duration buckets, and a little for the rounding of the hours. */
const QUANTILE_ERROR = 0.011

let address: ClickHouseAddress
let { lab, city, events, cases, casesOf, scopes, frames } = {} as RecountedCity

beforeAll(async () => {
  address = await sharedEngine()
  const found = await loadRecountedCity(address, 'recount')
  ;({ lab, city, events, cases, casesOf, scopes, frames } = found)
})

afterAll(async () => {
  await lab?.close()
})

function isOpen(one: FollowedCase): boolean {
  return one.closed === null && !one.excluded
}

function isOverdue(one: FollowedCase): boolean {
  return isOpen(one) && one.due !== null && one.due < NOW
}

function count(n: number): MetricValue {
  return { numerator: n, denominator: null, value: n }
}

function ratio(of: RecountedRatio): MetricValue {
  return { ...of, value: rateOf(of) }
}

function expectMetrics(actual: MetricSet, naive: CoreRecount, where: string): void {
  const { hours_p50: p50, hours_p90: p90, ...exact } = actual
  expect(exact, where).toMatchObject({
    reported: count(naive.reported),
    closed: count(naive.closed),
    open: count(naive.open),
    overdue: count(naive.overdue),
    closure: ratio(naive.closure),
    on_time: ratio(naive.onTime),
    satisfaction: ratio(naive.satisfaction),
  })
  for (const [quantile, hours] of [[p50, naive.p50], [p90, naive.p90]] as const) {
    expect(quantile, where).toMatchObject({ numerator: null, denominator: naive.closed })
    if (hours === null)
      expect(quantile.value, where).toBeNull()
    else
      expect(Math.abs(quantile.value! - hours), where).toBeLessThanOrEqual(hours * QUANTILE_ERROR)
  }
}

it('the stream has everything in it that this recount is about', () => {
  const levels = new Set(scopes.map(scope => city.regions.get(scope)!.level))
  expect([...levels]).toEqual(['city', 'county', 'street', 'community'])
  const lying = new Set(cases.map(one => city.regions.get(one.region)!.level))
  expect(lying.size).toBe(5)
  const all = new Set(events.map(event => event.caseId))
  expect(all.size - cases.length, 'orphans').toBeGreaterThan(20)
  const hour = Math.floor(NOW / HOUR_MS) * HOUR_MS
  const minutes = cases.filter(one => isOverdue(one) && one.due! >= hour)
  expect(minutes.length, 'overdue since the current hour').toBeGreaterThan(5)
  expect(cases.filter(one => isOpen(one) && one.due === NOW).length, 'due now').toBeGreaterThan(0)
  const closed = cases.filter(one => one.closed !== null)
  expect(closed.filter(one => one.closed === one.due).length).toBeGreaterThan(50)
  expect(closed.filter(one => one.closed === one.reported).length).toBeGreaterThan(0)
  expect(cases.filter(one => one.excluded).length).toBeGreaterThan(50)
})

describe('every scope from the city to the community', () => {
  it('has the nine metrics of every window in its frame', () => {
    for (const scope of scopes) {
      const { windows } = frames.get(scope)!.summary
      const spans = recountedWindows(NOW, city.timezone)
      for (const name of WINDOWS) {
        const naive = recountCore(casesOf(scope), spans[name], NOW)
        expectMetrics(windows[name].metrics, naive, `${scope} ${name}`)
      }
    }
  })

  it('has the same nine from GET /api/v1/metrics', async () => {
    // One window a scope: the frames have all of them, and the questions are the same.
    for (const [i, scope] of scopes.entries()) {
      const window = WINDOWS[i % WINDOWS.length]!
      expect(await lab.metrics({ scope, window }), `${scope} ${window}`)
        .toEqual(frames.get(scope)!.summary.windows[window].metrics)
    }
  })

  it('has its yesterday up to this minute, its deadlines near and far', () => {
    const yesterday = midnight(NOW, city.timezone, -1)
    const cut = Math.floor((NOW - DAY_MS) / 60_000) * 60_000
    for (const scope of scopes) {
      const own = casesOf(scope).filter(one => !one.excluded)
      const inside = (at: number | null): boolean => at !== null && at >= yesterday && at < cut
      const overdue = own.filter(isOverdue).map(one => NOW - one.due!)
      const soon = own.filter(one => isOpen(one) && one.due !== null && one.due >= NOW
        && one.due < NOW + city.dueSoonHours * HOUR_MS)
      expect(frames.get(scope)!.summary, scope).toMatchObject({
        yesterday: {
          reported: own.filter(one => inside(one.reported)).length,
          closed: own.filter(one => inside(one.closed)).length,
        },
        dueSoon: soon.length,
        longestOverdueHours: overdue.length === 0 ? null : Math.max(...overdue) / HOUR_MS,
      })
    }
  })

  it('has its hours, its sixty days and its workflow', () => {
    for (const scope of scopes) {
      const { hours, days, workflow } = frames.get(scope)!
      const own = casesOf(scope)
      expect(hours, scope).toEqual(recountedHours(own, NOW, city.timezone))
      expect(days, scope).toEqual(recountedDays(own, NOW, city.timezone))
      expect(workflow.steps, scope).toEqual(recountedWorkflow(own, NOW, city))
    }
  })

  it('has its categories and channels', () => {
    const today = midnight(NOW, city.timezone)
    const yesterday = midnight(NOW, city.timezone, -1)
    const first = midnight(NOW, city.timezone, -29)
    const topOf = ({ category }: FollowedCase): string =>
      city.categories.get(category)!.parent ?? category
    for (const scope of scopes) {
      const own = casesOf(scope).filter(one => !one.excluded)
      const row = (code: string, name: string, of: FollowedCase[]): object => ({
        code,
        name,
        today: of.filter(one => one.reported >= today).length,
        yesterday: of.filter(one => one.reported >= yesterday && one.reported < today).length,
        last30: of.filter(one => one.reported >= first).length,
        closed30: of.filter(one => one.reported >= first && one.closed !== null).length,
      })
      const { categories, channels } = frames.get(scope)!
      const tops = [...city.categories.values()].filter(({ parent }) => parent === null)
      expect(new Set(categories.rows), scope).toEqual(new Set(tops.map(({ code, name }) =>
        row(code, name, own.filter(one => topOf(one) === code)))))
      expect(new Set(channels.rows), scope).toEqual(new Set(
        Array.from(city.channels.values(), ({ code, name }) =>
          row(code, name, own.filter(one => one.channel === code))),
      ))
      for (const { rows } of [categories, channels]) {
        const sizes = rows.map(one => one.last30)
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
      }
    }
  })

  it('has its satisfaction, this month of days and the one before', () => {
    const month = recountedWindows(NOW, city.timezone)['30d']
    const before = { from: midnight(NOW, city.timezone, -59), to: month.from }
    for (const scope of scopes) {
      const own = casesOf(scope)
      const panel = frames.get(scope)!.satisfaction
      const reviews = own.filter(one => !one.excluded && one.review !== null
        && one.review.at >= month.from && one.review.at < month.to).map(one => one.review!)
      const valid = reviews.filter(review => review.valid)
      const naive = recountCore(own, month, NOW)
      expect(panel, scope).toMatchObject({
        satisfaction: ratio(naive.satisfaction),
        before: ratio(recountCore(own, before, NOW).satisfaction),
        reviews: reviews.length,
        closed: naive.closed,
      })
      for (const { answer, n } of panel.answers)
        expect(n, `${scope} ${answer}`).toBe(valid.filter(one => one.answer === (answer ?? '')).length)
      expect(panel.answers.reduce((sum, { n }) => sum + n, 0), scope).toBe(valid.length)
    }
  })
})
