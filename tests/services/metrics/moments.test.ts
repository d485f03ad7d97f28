import type { CaseEvent } from '../../../contract/case-event.ts'
import type { MetricSet, MetricValue } from '../../../contract/metrics.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { CORE_METRICS } from '../../../contract/metrics.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const NOON = '2026-03-12T12:00:00Z'

let address: ClickHouseAddress
let labs = 0

beforeAll(async () => {
  address = await sharedEngine()
})

/** A city `c` of the counties `n` and `s`, in UTC, at that moment. */
async function openLab(now: string): Promise<MetricsLab> {
  const lab = await openMetricsLab(address, `moments_${++labs}`, smallCity(), Date.parse(now))
  onTestFinished(async () => {
    await lab.close()
  })
  return lab
}

function event(
  caseId: string,
  type: CaseEvent['type'],
  at: string,
  more: Partial<CaseEvent> = {},
): CaseEvent {
  const report = { region: 'n', category: 'order', channel: 'patrol' }
  const attributes = type === 'reported' ? { ...report, ...more } : more
  return { id: `${caseId}-${type}-${at}`, caseId, type, at, ...attributes }
}

/** Of the core metrics what is not 0, as `name: n` or `name: n/d`. */
function figures(set: MetricSet): Record<string, string> {
  const text = ({ numerator, denominator }: MetricValue): string =>
    denominator === null ? String(numerator) : `${numerator ?? ''}/${denominator}`
  return Object.fromEntries(CORE_METRICS
    .map((name): [string, string] => [name, text(set[name])])
    .filter(([, value]) => !/^0?(?:\/0)?$/.test(value)))
}

describe('a window', () => {
  it('holds its first millisecond and not the one after its last', async () => {
    const lab = await openLab('2026-03-12T23:59:59.999Z')
    await lab.load([
      event('a', 'reported', '2026-03-11T23:59:59.999Z'),
      event('b', 'reported', '2026-03-12T00:00:00.000Z'),
      event('c', 'reported', '2026-03-12T23:59:59.999Z'),
    ])
    const reported = async (query: Record<string, string>): Promise<number | null> =>
      (await lab.metrics(query)).reported.value
    expect(await reported({ window: 'today' })).toBe(2)
    expect(await reported({ from: '2026-03-11', to: '2026-03-12' })).toBe(1)
    expect(await reported({ from: '2026-03-12', to: '2026-03-13' })).toBe(2)
    // The same bounds as instants that are no midnights.
    const [first, last] = ['2026-03-12T00:00:00.000Z', '2026-03-12T23:59:59.999Z']
    expect(await reported({ from: first, to: last })).toBe(1)
    expect(await reported({ from: '2026-03-11T23:59:59.999Z', to: last })).toBe(2)
    expect(await reported({ from: '2026-03-12T00:00:00.001Z', to: '2026-03-13T00:00:00.001Z' })).toBe(1)
  })

  it('may begin before the first day there is and end after the last', async () => {
    const lab = await openLab(NOON)
    await lab.load([event('a', 'reported', '2026-03-11T00:00:00Z', { dueAt: '2026-03-20T00:00:00Z' })])
    for (const from of ['1900-01-01', '1969-12-31', '1970-01-01', '2000-01-01']) {
      for (const to of ['2026-03-31', '2107-01-01', '2150-01-01', '9999-12-31']) {
        const set = await lab.metrics({ from, to })
        expect([from, to, figures(set)]).toEqual([from, to, { reported: '1', open: '1', closure: '0/1' }])
      }
    }
    const instants = { from: '1900-01-01T00:00:01Z', to: '9999-12-31T00:00:01Z' }
    expect(figures(await lab.metrics(instants))).toMatchObject({ reported: '1' })
    for (const empty of [{ from: '2150-01-01', to: '2160-01-01' }, { from: '1900-01-01', to: '1960-01-01' }])
      expect(figures(await lab.metrics(empty))).toEqual({ open: '1' })
  })

  it('moves on at midnight without a new event', async () => {
    const lab = await openLab('2026-03-12T23:59:59.999Z')
    await lab.load([
      event('a', 'reported', '2026-02-11T00:00:00Z'),
      event('b', 'reported', '2026-03-06T00:00:00Z'),
      event('c', 'reported', '2026-03-12T13:00:00Z'),
      event('c', 'closed', '2026-03-12T15:00:00Z'),
    ])
    const ask = async (): Promise<unknown> => {
      const { summary, hours, days } = (await lab.frames(['c'])).get('c')!.panels
      const of = (name: keyof typeof summary.windows): (number | null)[] => {
        const { reported, closed } = summary.windows[name].metrics
        return [reported.value, closed.value]
      }
      return {
        'today': of('today'),
        '7d': of('7d'),
        '30d': of('30d'),
        'yesterday': summary.yesterday,
        'day': hours.day,
        'hour': hours.hours[13]!.reported,
        'before': hours.hours[13]!.reportedBefore,
        'last': days.days.at(-1)!.day,
      }
    }
    expect(await ask()).toEqual({
      'today': [1, 1],
      '7d': [2, 1],
      '30d': [3, 1],
      'yesterday': { reported: 0, closed: 0 },
      'day': '2026-03-12',
      'hour': 1,
      'before': 0,
      'last': '2026-03-12',
    })
    lab.now += 1
    expect(await ask()).toEqual({
      'today': [0, 0],
      '7d': [1, 1],
      '30d': [2, 1],
      'yesterday': { reported: 0, closed: 0 },
      'day': '2026-03-13',
      'hour': null,
      'before': 1,
      'last': '2026-03-13',
    })
    // Yesterday is cut at this minute of the day.
    lab.now = Date.parse('2026-03-13T14:00:59Z')
    expect(await ask()).toMatchObject({ yesterday: { reported: 1, closed: 0 }, hour: 0 })
  })

  it.each([
    ['2026-01-31T23:59:59.999Z', 1, '2026-01-01T00:00:00+00:00'],
    ['2026-02-01T00:00:00.000Z', 0, '2026-02-01T00:00:00+00:00'],
    ['2025-12-31T23:59:59.999Z', 1, '2025-12-01T00:00:00+00:00'],
    ['2026-01-01T00:00:00.000Z', 0, '2026-01-01T00:00:00+00:00'],
    ['2024-02-29T23:59:59.999Z', 1, '2024-02-01T00:00:00+00:00'],
    ['2024-03-01T00:00:00.000Z', 0, '2024-03-01T00:00:00+00:00'],
  ])('of the month, asked at %s, holds %i case', async (now, reported, from) => {
    const lab = await openLab(now)
    const before = new Date(lab.now - 3_600_000).toISOString()
    await lab.load([event('a', 'reported', before)])
    const { windows } = (await lab.frames(['c'])).get('c')!.panels.summary
    expect(windows.month.metrics.reported.value).toBe(reported)
    expect(windows.month.interval.from).toBe(from)
    expect(windows['7d'].metrics.reported.value).toBe(1)
  })
})

describe('an open case', () => {
  it.each([
    ['in the middle of an hour', '2026-03-12T14:30:00.000Z'],
    ['at the first moment of an hour', '2026-03-12T15:00:00.000Z'],
    ['at the last moment of an hour', '2026-03-12T14:59:59.999Z'],
    ['at midnight', '2026-03-13T00:00:00.000Z'],
  ])('due %s is overdue from the millisecond after, once', async (_name, dueAt) => {
    const lab = await openLab(NOON)
    await lab.load([event('a', 'reported', '2026-03-12T09:00:00Z', { dueAt })])
    const due = Date.parse(dueAt)
    const ask = async (now: number): Promise<unknown[]> => {
      lab.now = now
      const day = dueAt.slice(0, 10)
      const inFrame = (await lab.frames(['c'])).get('c')!.panels
      const { metrics } = inFrame.summary.windows.todate
      const set = await lab.metrics({ from: day, to: '2026-03-14' })
      expect(set).toMatchObject({ overdue: metrics.overdue, on_time: metrics.on_time })
      return [
        set.overdue.value,
        set.on_time.value,
        inFrame.overdue.overdue.length,
        inFrame.overdue.total,
        inFrame.map.areas[0]!.overdue,
        inFrame.workflow.steps[0]!.overdue,
      ]
    }
    expect(await ask(due - 1)).toEqual([0, null, 0, 0, 0, 0])
    expect(await ask(due)).toEqual([0, null, 0, 0, 0, 0])
    for (const later of [1, 999, 3_600_000, 3_600_001, 12 * 3_600_000])
      expect(await ask(due + later)).toEqual([1, 0, 1, 1, 1, 1])
  })
})

describe('a later event moves the numbers by exactly itself:', () => {
  const basis = [
    event('other', 'reported', '2026-03-10T08:00:00Z', { dueAt: '2026-03-11T08:00:00Z' }),
    event('other', 'closed', '2026-03-11T08:00:00Z'),
    event('a', 'reported', '2026-03-11T08:00:00Z', { dueAt: '2026-03-12T08:00:00Z', region: 'n-grid' }),
    event('a', 'closed', '2026-03-11T18:00:00Z'),
    event('a', 'reviewed', '2026-03-11T19:00:00Z', { satisfaction: 'satisfied' }),
    event('b', 'reported', '2026-03-11T09:00:00Z', { dueAt: '2026-03-12T09:00:00Z' }),
  ]
  const alone = { reported: '1', closed: '1', closure: '1/1', on_time: '1/1', hours_p50: '/1', hours_p90: '/1' }
  const all = {
    reported: '3',
    closed: '2',
    open: '1',
    overdue: '1',
    closure: '2/3',
    on_time: '2/3',
    satisfaction: '1/1',
    hours_p50: '/2',
    hours_p90: '/2',
  }

  it.each<[string, CaseEvent, object, object]>([
    ['a repetition moves nothing', basis[3]!, all, {}],
    [
      'an exclusion takes the case out of everything',
      event('a', 'excluded', '2026-03-12T01:00:00Z'),
      { ...alone, reported: '2', open: '1', overdue: '1', closure: '1/2', on_time: '1/2' },
      {},
    ],
    [
      'a reopened case is open and late',
      event('a', 'reopened', '2026-03-12T01:00:00Z'),
      { ...alone, reported: '3', open: '2', overdue: '2', closure: '1/3', on_time: '1/3', satisfaction: '1/1' },
      {},
    ],
    [
      'an amended region takes the case along',
      event('a', 'amended', '2026-03-12T01:00:00Z', { region: 's' }),
      { ...alone, reported: '2', open: '1', overdue: '1', closure: '1/2', on_time: '1/2' },
      { ...alone, satisfaction: '1/1' },
    ],
    [
      'a later deadline makes a late case one that still has time',
      event('b', 'extended', '2026-03-12T01:00:00Z', { dueAt: '2026-03-12T13:00:00Z' }),
      { ...all, overdue: undefined, on_time: '2/2' },
      {},
    ],
    [
      'a deadline taken back takes the case out of the rate',
      event('b', 'amended', '2026-03-12T01:00:00Z', { dueAt: null }),
      { ...all, overdue: undefined, on_time: '2/2' },
      {},
    ],
    [
      'an earlier deadline makes a closed case late',
      event('a', 'amended', '2026-03-12T01:00:00Z', { dueAt: '2026-03-11T17:59:59.999Z' }),
      { ...all, on_time: '1/3' },
      {},
    ],
    [
      'a later closing of the same case replaces the first',
      event('a', 'closed', '2026-03-12T08:00:00.001Z'),
      { ...all, on_time: '1/3' },
      {},
    ],
    [
      'a second review replaces the first',
      event('a', 'reviewed', '2026-03-12T01:00:00Z', { satisfaction: 'basically_satisfied' }),
      { ...all, satisfaction: '0.9/1' },
      {},
    ],
    [
      'an invalid review counts for nothing',
      event('a', 'reviewed', '2026-03-12T01:00:00Z', { satisfaction: 'satisfied', valid: false }),
      { ...all, satisfaction: undefined },
      {},
    ],
    [
      'a step that arrives late changes nothing that is counted',
      event('a', 'accepted', '2026-03-11T08:30:00Z'),
      all,
      {},
    ],
  ])('%s', async (_name, late, north, south) => {
    const lab = await openLab(NOON)
    await lab.load(basis)
    const ask = async (scope: string): Promise<object> =>
      figures((await lab.frames([scope])).get(scope)!.panels.summary.windows.todate.metrics)
    expect([await ask('n'), await ask('s')]).toEqual([all, {}])
    const whole = await ask('c')
    await lab.load([late])
    expect([await ask('n'), await ask('s')]).toEqual([north, south])
    // What moved between the counties did not move in the city.
    if (Object.keys(south).length > 0)
      expect(await ask('c')).toEqual(whole)
    else
      expect(await ask('c')).toEqual(north)
  })
})

it('cases of a county itself have a row of their own as soon as any rate counts them', async () => {
  const lab = await openLab(NOON)
  await lab.load([
    event('old', 'reported', '2026-01-01T08:00:00Z', { region: 'c', dueAt: '2026-03-01T08:00:00Z' }),
    event('old', 'closed', '2026-01-02T08:00:00Z'),
    event('new', 'reported', '2026-03-01T08:00:00Z', { dueAt: '2026-03-02T08:00:00Z' }),
    event('new', 'closed', '2026-03-03T08:00:00Z'),
  ])
  const { ranking, summary } = (await lab.frames(['c'])).get('c')!.panels
  expect(summary.windows['30d'].metrics.on_time).toMatchObject({ numerator: 1, denominator: 2 })
  const sum = ranking.rows.reduce((total, { onTime }) => total + onTime.denominator!, 0)
  expect(sum).toBe(2)
  expect(ranking.rows.filter(row => row.direct)).toMatchObject([{ code: 'c/', rank: null }])
})
