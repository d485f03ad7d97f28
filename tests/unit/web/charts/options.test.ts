import type { ChartTheme } from '../../../../web/charts/theme.ts'
import { describe, expect, it } from 'vitest'
import { buildDaysOption } from '../../../../web/charts/days-option.ts'
import { buildHoursOption } from '../../../../web/charts/hours-option.ts'
import { keptOption } from '../../../../web/charts/kept-option.ts'

const theme: ChartTheme = { unit: 2, motion: false, fontFamily: 'test' }

interface Series { id: string, data: (number | null)[] }
function series(option: unknown, id: string) {
  return (option as { series: Series[] }).series.find(line => line.id === id)!
}

/** Every font size anywhere in an option. */
function fontSizes(value: unknown): number[] {
  if (typeof value !== 'object' || value === null)
    return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'fontSize' ? [inner as number] : fontSizes(inner))
}

describe('the hours of today', () => {
  const hour = (i: number, reported: number | null) => ({
    at: `2026-11-21T${String(i).padStart(2, '0')}:00:00+08:00`,
    reported,
    closed: reported,
    reportedBefore: 5,
    closedBefore: 4,
  })
  const panel = (begun: number) => ({
    day: '2026-11-21',
    hours: Array.from({ length: 24 }, (_, i) => hour(i, i < begun ? 10 + i : null)),
  })

  it('end with the last full hour, because the running one would look like a fall', () => {
    const { data } = series(buildHoursOption(panel(15), theme), 'today')
    expect(data[13]).toBe(23)
    expect(data.slice(14)).toEqual(Array.from({ length: 10 }).fill(null))
  })

  it('label the newest point only', () => {
    const { data } = series(buildHoursOption(panel(15), theme), 'last')
    expect(data.filter(value => value !== null)).toEqual([23])
  })

  it('show the running hour in the first one after midnight', () => {
    const { data } = series(buildHoursOption(panel(1), theme), 'last')
    expect(data[0]).toBe(10)
  })

  it('are as many as the day has: 25 when clocks go back', () => {
    const long = panel(25)
    long.hours.push(hour(24, null))
    expect(series(buildHoursOption(long, theme), 'yesterday').data).toHaveLength(25)
  })

  it('are not drawn anew for what they do not show: the running hour', () => {
    const drawn = buildHoursOption(panel(15), theme)
    const next = panel(15)
    next.hours[14]!.reported! += 1
    expect(keptOption(drawn, buildHoursOption(next, theme))).toBe(drawn)
    next.hours[13]!.reported! += 1
    const changed = buildHoursOption(next, theme)
    expect(keptOption(drawn, changed)).toBe(changed)
    expect(keptOption(undefined, drawn)).toBe(drawn)
  })

  it('are drawn anew for another theme', () => {
    const drawn = buildHoursOption(panel(15), theme)
    const moving = buildHoursOption(panel(15), { ...theme, motion: true })
    expect(keptOption(drawn, moving)).toBe(moving)
  })

  it('survive a day without a case', () => {
    const hours = panel(15).hours.map(({ reported, ...rest }) =>
      ({ ...rest, reported: reported === null ? null : 0, reportedBefore: 0 }))
    const empty = { day: '2026-11-21', hours }
    expect(series(buildHoursOption(empty, theme), 'last').data[13]).toBe(0)
  })
})

describe('the last thirty days', () => {
  const day = (onTime: number | null) =>
    ({ day: '2026-11-01', reported: 9, closed: 9, closure: 1, onTime })

  it('begin the axis at a round limit below everything shown', () => {
    const days = { days: [day(0.987)], before: [day(0.93)] }
    const option = buildDaysOption(days, { ratio: 0.99 }, 30, theme)
    expect(option.yAxis).toMatchObject({ min: 0.92, max: 1 })
  })

  it('begin it as high as they can, but far enough below the target for its own number', () => {
    const floor = (rate: number, target: number) => {
      const days = { days: [day(rate)], before: [] }
      return (buildDaysOption(days, { ratio: target }, 30, theme).yAxis as { min: number }).min
    }
    expect(floor(0.975, 0.99)).toBe(0.97)
    expect(floor(0.948, 0.95)).toBe(0.92)
    expect(floor(0.983, 0.8)).toBe(0.7)
  })

  it('keep a day without due cases as a gap, never as a zero', () => {
    const option = buildDaysOption({ days: [day(0.9), day(null)], before: [] }, null, 30, theme)
    expect(series(option, 'days').data).toEqual([0.9, null])
    expect(series(option, 'last').data).toEqual([0.9, null])
  })

  it('draw the target with its value beside the axis, and no tick near it', () => {
    const option = buildDaysOption({ days: [day(0.9)], before: [] }, { ratio: 0.99 }, 30, theme)
    expect(series(option, 'days'))
      .toMatchObject({ markLine: { label: { formatter: '99%', position: 'start' } } })
    const { axisLabel } = option.yAxis as { axisLabel: { formatter: (value: number) => string } }
    expect([1, 0.98, 0.8].map(axisLabel.formatter)).toEqual(['', '', '80%'])
  })

  it('have a gap and a hollow point where a day has too few cases, the newest with its n/m', () => {
    const of = (onTime: number, onTimeMet: number, onTimeOf: number) =>
      ({ ...day(onTime), onTimeMet, onTimeOf })
    const days = [of(0.9, 90, 100), of(1, 2, 2), of(0, 0, 3), of(0.75, 3, 4)]
    const option = buildDaysOption({ days, before: [of(0, 0, 2)] }, { ratio: 0.8 }, 30, theme)
    // A Saturday of three cases neither bends the line nor stretches the axis down to 0 %.
    expect(series(option, 'days').data).toEqual([0.9, null, null, null])
    expect(series(option, 'before').data).toEqual([null])
    expect(option.yAxis).toMatchObject({ min: 0.75, max: 0.95 })
    expect(series(option, 'small').data).toMatchObject([
      null,
      { value: 0.95, symbol: 'triangle', symbolRotate: 0, label: { show: false } },
      { value: 0.75, symbol: 'triangle', symbolRotate: 180, label: { show: false } },
      { value: 0.75, symbol: 'circle', label: { show: true, formatter: '3/4' } },
    ])
    expect(series(option, 'last').data).toEqual([null, null, null, null])
  })

  it('count days of an old frame, which does not say of how many, as they are', () => {
    const option = buildDaysOption({ days: [day(0.5)], before: [] }, null, 30, theme)
    expect(series(option, 'days').data).toEqual([0.5])
    expect(series(option, 'small').data).toEqual([null])
  })

  it('begin at zero when nothing at all was on time', () => {
    const option = buildDaysOption({ days: [day(0)], before: [] }, null, 30, theme)
    expect(option.yAxis).toMatchObject({ min: 0 })
  })
})

it('writes nothing below the floor, and moves nothing when motion is off', () => {
  const hours = buildHoursOption({ day: '', hours: [] }, theme)
  const days = buildDaysOption({ days: [], before: [] }, { ratio: 0.9 }, 30, theme)
  const sizes = [...fontSizes(hours), ...fontSizes(days)]
  expect(sizes.length).toBeGreaterThan(4)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20 * theme.unit)
  expect([hours.animation, days.animation]).toEqual([false, false])
})
