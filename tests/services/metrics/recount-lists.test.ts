import type { MetricSet } from '../../../contract/metrics.ts'
import type { OverduePanel } from '../../../contract/panels/overdue.ts'
import type { FollowedCase } from '../../../recount/follow-case.ts'
import type { RecountEvent } from '../../../recount/recount-event.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { RecountedCity } from '../../helpers/recounted-city.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followCase } from '../../../recount/follow-case.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { metricSet } from '../../../server/metrics/evaluate.ts'
import { momentOf } from '../../../server/metrics/moment.ts'
import { askStretch } from '../../../server/metrics/window-facts.ts'
import { recountCore } from '../../helpers/core-metrics.ts'
import { loadRecountedCity, NOW } from '../../helpers/recounted-city.ts'
import { rateOf, recountedPlace } from '../../helpers/recounted-panels.ts'
import { midnight, recountedWindows } from '../../helpers/recounted-windows.ts'
import { rulesOf } from '../../helpers/rules-of.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const HOUR_MS = 3_600_000

let address: ClickHouseAddress
let { lab, city, events, casesOf, scopes, frames } = {} as RecountedCity

beforeAll(async () => {
  address = await sharedEngine()
  const found = await loadRecountedCity(address, 'recount_lists')
  ;({ lab, city, events, casesOf, scopes, frames } = found)
})

afterAll(async () => {
  await lab?.close()
})

function openOf(scope: string): FollowedCase[] {
  return casesOf(scope).filter(one => one.closed === null && !one.excluded)
}

function isOverdue({ due }: FollowedCase): boolean {
  return due !== null && due < NOW
}

function isSoon({ due }: FollowedCase): boolean {
  return due !== null && due >= NOW && due < NOW + city.dueSoonHours * HOUR_MS
}

function iso(at: number): string {
  return createCalendar(city.timezone).format(at)
}

/** Cases that lie in the scope and in none of its children. */
function directOf(scope: string): FollowedCase[] {
  const children = city.children(scope)
  return casesOf(scope).filter(one => !children.some(({ code }) => one.within.has(code)))
}

describe('the ranking', () => {
  it('has every child with its own numbers, and the cases that lie in none of them', () => {
    const month = recountedWindows(NOW, city.timezone)['30d']
    let direct = 0
    for (const scope of scopes) {
      const { rows, level } = frames.get(scope)!.ranking
      const children = city.children(scope)
      expect(level, scope).toBe(children[0]?.level ?? null)
      const byCode = new Map(rows.map(row => [row.code, row]))
      expect(byCode.size).toBe(rows.length)
      expect(rows.filter(row => !row.direct).map(row => row.code).sort(), scope)
        .toEqual(children.map(({ code }) => code).sort())
      for (const row of rows) {
        const own = row.direct ? directOf(scope) : casesOf(row.code)
        direct += Number(row.direct)
        const naive = recountCore(own, month, NOW)
        const standing = own.filter(one => one.closed === null && !one.excluded)
        const ratio = (of: typeof naive.closure): object => ({ ...of, value: rateOf(of) })
        expect(row, `${scope} ${row.code}`).toMatchObject({
          name: city.regions.get(row.direct ? scope : row.code)!.name,
          reported: naive.reported,
          closed: naive.closed,
          open: standing.length,
          overdue: standing.filter(isOverdue).length,
          closure: ratio(naive.closure),
          onTime: ratio(naive.onTime),
          satisfaction: ratio(naive.satisfaction),
        })
      }
    }
    expect(direct).toBeGreaterThan(5)
  })

  it('puts the best rate first, lets equal rates share a rank, and ranks nobody without', () => {
    for (const scope of scopes) {
      const { rows } = frames.get(scope)!.ranking
      const ranked = rows.filter(row => row.rank !== null)
      expect(rows.slice(0, ranked.length)).toEqual(ranked)
      for (const row of rows) {
        const better = ranked.filter(other => other.onTime.value! > (row.onTime.value ?? 2))
        const rank = row.onTime.value === null || row.direct ? null : better.length + 1
        expect(row.rank, `${scope} ${row.code}`).toBe(rank)
      }
    }
  })

  it('sums to its scope at every level, in counts and in numerators', () => {
    for (const scope of scopes.filter(code => city.children(code).length > 0)) {
      const { summary, ranking } = frames.get(scope)!
      const { metrics } = summary.windows['30d']
      const sum = (value: (row: typeof ranking.rows[number]) => number | null): number =>
        ranking.rows.reduce((total, row) => total + (value(row) ?? 0), 0)
      expect(sum(row => row.reported), scope).toBe(metrics.reported.value)
      expect(sum(row => row.closed), scope).toBe(metrics.closed.value)
      expect(sum(row => row.closure.numerator), scope).toBe(metrics.closure.numerator)
      expect(sum(row => row.onTime.numerator), scope).toBe(metrics.on_time.numerator)
      expect(sum(row => row.onTime.denominator), scope).toBe(metrics.on_time.denominator)
      expect(sum(row => row.satisfaction.denominator), scope)
        .toBe(metrics.satisfaction.denominator)
      expect(sum(row => row.open), scope).toBe(openOf(scope).length)
      expect(sum(row => row.overdue), scope).toBe(frames.get(scope)!.overdue.total)
    }
  })
})

describe('the lists', () => {
  it('of overdue cases and of those due soon begin with the nearest deadline', () => {
    const inOrder = (a: FollowedCase, b: FollowedCase): number =>
      a.due! - b.due! || (a.caseId < b.caseId ? -1 : 1)
    for (const scope of scopes) {
      const late = openOf(scope).filter(isOverdue).sort(inOrder)
      const soon = openOf(scope).filter(isSoon).sort(inOrder)
      const row = (one: FollowedCase): OverduePanel['overdue'][number] => ({
        caseId: one.caseId,
        region: one.region,
        place: recountedPlace(one.region, scope, city),
        category: one.category,
        department: one.department,
        title: one.title,
        dueAt: iso(one.due!),
        urgedLevel: one.urged,
      })
      expect(frames.get(scope)!.overdue, scope).toEqual({
        total: late.length,
        overdue: late.slice(0, 10).map(row),
        dueSoonTotal: soon.length,
        dueSoon: soon.slice(0, 10).map(row),
      })
    }
  })

  it('of the latest events have the newest of the ledger first, as known when they came', () => {
    const rules = rulesOf(city)
    const known = new Map<string, RecountEvent[]>()
    const seen = events.flatMap((event) => {
      const own = [...known.get(event.caseId) ?? [], event]
      known.set(event.caseId, own)
      const one = followCase(own, rules)
      return one === null ? [] : [{ event, one }]
    }).reverse()
    for (const scope of scopes) {
      const newest = seen.filter(({ one }) => one.within.has(scope)).slice(0, 12)
      expect(frames.get(scope)!.latest.events, scope).toEqual(newest.map(({ event, one }) => ({
        seq: event.seq,
        id: event.id,
        caseId: event.caseId,
        type: event.type,
        at: iso(event.at),
        region: one.region,
        place: recountedPlace(one.region, scope, city),
        category: one.category,
        channel: one.channel,
        title: one.title,
      })))
    }
  })

  it('count a minute\'s events by when they happened, not by when their history was loaded', async () => {
    const { root } = city
    // All of the ledger came at NOW by the clock of this test, and happened long before.
    const minutes = await lab.database.query<{ newest: number, n: number }>(
      `SELECT toUnixTimestamp64Milli(max(at)) AS newest, count() AS n FROM case_events
      WHERE has(path, {root:String}) AND toUnixTimestamp64Milli(at) <= {now:Int64} - 120000
      GROUP BY toStartOfMinute(at) ORDER BY n DESC, newest LIMIT 1`,
      { root, now: NOW },
    )
    const { newest: at } = minutes[0]!
    const happened = async (now: number): Promise<number> => {
      const [row] = await lab.database.query<{ n: number }>(
        `SELECT countIf(toUnixTimestamp64Milli(at) BETWEEN {now:Int64} - 60000 AND {now:Int64}) AS n
        FROM case_events WHERE has(path, {root:String})`,
        { root, now },
      )
      return row!.n
    }
    const shown = async (now: number): Promise<number> => {
      lab.now = now
      const found = await lab.frames([root])
      lab.now = NOW
      return found.get(root)!.panels.latest.perMinute
    }
    expect(frames.get(root)!.latest.perMinute).toBe(await happened(NOW))
    expect(await happened(at)).toBeGreaterThan(0)
    expect(await shown(at)).toBe(await happened(at))
    // Long after, nothing has happened lately, and what is received late does not count.
    expect(await shown(NOW + 60_001)).toBe(0)
  })
})

describe('the map', () => {
  it('has every child as an area with its open and overdue cases', () => {
    for (const scope of scopes) {
      expect(frames.get(scope)!.map.areas, scope).toEqual(city.children(scope).map((child) => {
        const open = openOf(child.code)
        const overdue = open.filter(isOverdue).length
        const rate = rateOf({ numerator: overdue, denominator: open.length })
        return { code: child.code, name: child.name, open: open.length, overdue, rate }
      }))
    }
  })

  it('has every open case on a point or among those without a place', () => {
    for (const scope of scopes) {
      const { points, unplaced } = frames.get(scope)!.map
      const placed = openOf(scope).filter(one => one.lon !== null)
      const all = Object.values(points).flat()
      expect(all.length, scope).toBeLessThanOrEqual(240)
      expect(unplaced, scope).toBe(openOf(scope).length - placed.length)
      expect(all.reduce((sum, [,, n]) => sum + n, 0), scope).toBe(placed.length)
      // Clusters may lie anywhere, but their weight is that of the cases.
      for (const [i, axis] of (['lon', 'lat'] as const).entries()) {
        const weight = all.reduce((sum, point) => sum + point[2] * point[i]!, 0)
        const own = placed.reduce((sum, one) => sum + one[axis]!, 0)
        expect(Math.abs(weight - own), scope).toBeLessThanOrEqual(0.0001 * placed.length)
      }
      const late = placed.filter(isOverdue).length
      expect(points.overdue.reduce((sum, [,, n]) => sum + n, 0), scope).toBe(late)
    }
  })
})

describe('whole days', () => {
  const days = [[-40, -10], [-6, 1], [0, 1], [-1, 0], [-29, -28]] as const

  it('are the same from roll-ups as counted from the cases themselves', async () => {
    for (const scope of scopes.filter((_, i) => i % 7 === 0)) {
      for (const [first, last] of days) {
        const [from, to] = [midnight(NOW, city.timezone, first), midnight(NOW, city.timezone, last)]
        const { metrics } = city
        const moment = momentOf(NOW, createCalendar(city.timezone), city.dueSoonHours)
        const of = await askStretch(
          { database: lab.database, moment, scopes: [scope], metrics },
          { kind: 'instants', fromMs: from, toMs: to },
        )
        expect(await lab.metrics({ scope, from: iso(from), to: iso(to) }), `${scope} ${first}`)
          .toEqual(metricSet(metrics, of(scope), 0))
      }
    }
  })

  it('moved by a second lose and gain exactly the cases of that second', async () => {
    const counts = async (from: number, to: number): Promise<number[]> => {
      const set: MetricSet = await lab.metrics({ from: iso(from), to: iso(to) })
      return [set.reported, set.closed, set.closure, set.on_time]
        .flatMap(({ numerator, denominator }) => [numerator ?? 0, denominator ?? 0])
    }
    const [from, to] = [midnight(NOW, city.timezone, -6), midnight(NOW, city.timezone, 0)]
    const [whole, shifted, head, tail] = await Promise.all([
      counts(from, to),
      counts(from + 1000, to + 1000),
      counts(from, from + 1000),
      counts(to, to + 1000),
    ])
    expect(Math.max(...head, ...tail)).toBeGreaterThan(0)
    expect(shifted.map((n, i) => n + head[i]! - tail[i]!)).toEqual(whole)
  })
})
