import type { HoursPanel } from '../../contract/panels/hours.ts'
import type { ChartOption } from './echarts.ts'
import type { ChartTheme } from './theme.ts'
import { beforeLine, chartGrid, timeAxis, valueAxis } from './axes.ts'
import { lastPoint } from './last-point.ts'
import { CHART_COLORS, motionOf } from './theme.ts'

/** Room beside the lines, design units. */
export const HOURS_GRID = { left: 44, right: 16 }
/** Hours of the day that get a word on the axis. */
const NAMED_EVERY = 6

/**
 * Cases reported in each hour of today, beside yesterday's. The running hour is not over and
 * would look like a fall: the line ends with the last full hour.
 */
export function buildHoursOption(panel: HoursPanel, theme: ChartTheme): ChartOption {
  const { hours } = panel
  const full = fullHours(panel)
  const isNamed = (i: number) => i % NAMED_EVERY === 0 || i === hours.length - 1
  return {
    ...motionOf(theme),
    grid: chartGrid({ ...HOURS_GRID, top: 54 }, theme),
    xAxis: timeAxis(hours.map(({ at }) => at.slice(11, 13)), isNamed, theme),
    yAxis: {
      ...valueAxis(theme),
      min: 0,
      minInterval: 1,
      splitNumber: 2,
      axisLabel: { ...valueAxis(theme).axisLabel, showMinLabel: false },
    },
    series: [
      beforeLine('yesterday', hours.map(hour => hour.reportedBefore), theme),
      {
        id: 'today',
        type: 'line',
        data: hours.map(({ reported }, i) => i < full ? reported : null),
        showSymbol: false,
        silent: true,
        lineStyle: { color: CHART_COLORS.info, width: 4 * theme.unit },
        areaStyle: { color: CHART_COLORS.info, opacity: 0.16 },
      },
      lastPoint(
        hours.map(({ reported }, i) => i === full - 1 ? reported : null),
        'top',
        value => value.toLocaleString('en-US'),
        theme,
      ),
    ],
  }
}

/** Hours that are over; in the first one after midnight there is no full one yet. */
export function fullHours({ hours }: HoursPanel): number {
  return Math.max(1, hours.filter(hour => hour.reported !== null).length - 1)
}
