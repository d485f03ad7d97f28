import type { City } from '../../../city/city.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { concernsOfCell, concernsOfSum } from '../../../server/audit/concerns.ts'

let city: City

beforeAll(async () => {
  city = await loadCity('profiles/dongying')
})

function ids(names: readonly string[]): string[] {
  return names.map(name => name.split('@')[0]!)
}

describe('a wrong sum', () => {
  it('concerns the metrics that read that column by that clock, with their versions', () => {
    const names = concernsOfSum('facts_by_day', { clock: 'reported' }, 'closed', city.metrics)
    expect(names).toContain('closure@1')
    expect(ids(names)).not.toContain('closed')
    expect(ids(names)).not.toContain('on_time')
  })

  it('concerns scores through their parts', () => {
    const names = concernsOfSum('facts_by_day', { clock: 'reviewed' }, 'solved', city.metrics)
    const scores = city.metrics.filter(metric => metric.kind === 'score'
      && metric.parts.some(part => part.metric === 'solved'))
    expect(scores.length).toBeGreaterThan(0)
    expect(names).toEqual(expect.arrayContaining(scores.map(({ id, version }) => `${id}@${version}`)))
  })

  it('of durations concerns the quantiles, of open cases what is overdue', () => {
    expect(ids(concernsOfSum('closed_by_day', {}, 'cases', city.metrics)))
      .toEqual(['hours_p50', 'hours_p90'])
    expect(ids(concernsOfSum('open_by_hour', {}, 'open', city.metrics)))
      .toEqual(expect.arrayContaining(['open', 'overdue', 'on_time']))
  })

  it('that no metric is made of concerns the panel that shows it', () => {
    const of = (table: string, facet?: string) => concernsOfSum(table, { facet }, 'cases', city.metrics)
    expect(of('reported_by_day', 'category')).toEqual(['categories'])
    expect(of('reported_by_day', 'channel')).toEqual(['channels'])
    expect(of('steps_by_day')).toEqual(['workflow'])
    expect(of('activity_by_minute')).toEqual(['hours'])
  })
})

describe('a wrong cell of a case', () => {
  it('that says where the case counts concerns every metric', () => {
    for (const column of ['region', 'path', 'excluded', 'row'])
      expect(concernsOfCell(column, city.metrics)).toHaveLength(city.metrics.length)
  })

  it('concerns what is made of it', () => {
    expect(ids(concernsOfCell('on_time', city.metrics)))
      .toEqual(expect.arrayContaining(['on_time', 'on_time_of_closed']))
    expect(ids(concernsOfCell('solved', city.metrics))).toContain('solved')
    expect(ids(concernsOfCell('solved', city.metrics))).not.toContain('response')
    expect(concernsOfCell('category', city.metrics)).toEqual(['categories'])
    expect(concernsOfCell('title', city.metrics)).toEqual([])
  })
})
