import type { HoursPanel } from '../../contract/panels/hours.ts'
import type { ChartOption } from './echarts.ts'
import type { ChartTheme } from './theme.ts'
import { axisText, CHART_COLORS, CHART_LABEL, motionOf } from './theme.ts'

/** Hours of the day that get a word on the axis. */
const TICK_EVERY = 6

/**
 * Cases reported in each hour of today, beside yesterday's. The running hour is not over: its
 * point would look like a fall, so the line ends with the last full hour and the running one is
 * a ring of its own.
 */
export function buildHoursOption(panel: HoursPanel, theme: ChartTheme): ChartOption {
  const { unit } = theme
  const begun = panel.hours.filter(hour => hour.reported !== null).length
  const full = Math.max(0, begun - 1)
  const text = axisText(theme)
  return {
    ...motionOf(theme),
    grid: { left: 4 * unit, right: 30 * unit, top: 22 * unit, bottom: 34 * unit, containLabel: false },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: panel.hours.map(({ at }) => at.slice(11, 13)),
      axisLine: { lineStyle: { color: CHART_COLORS.hairline, width: unit } },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        margin: 10 * unit,
        interval: (i: number) => i % TICK_EVERY === 0 || i === panel.hours.length - 1,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitNumber: 2,
      axisLabel: { ...text, inside: true, margin: 0, verticalAlign: 'bottom', showMinLabel: false },
      splitLine: { lineStyle: { color: CHART_COLORS.hairline, width: unit, opacity: 0.7 } },
      z: 5,
    },
    series: [
      {
        id: 'yesterday',
        type: 'line',
        data: panel.hours.map(({ reportedBefore }) => reportedBefore),
        showSymbol: false,
        silent: true,
        lineStyle: { color: CHART_COLORS.text2, width: 2 * unit, type: [4 * unit, 4 * unit] },
      },
      {
        id: 'today',
        type: 'line',
        data: panel.hours.map(({ reported }, i) => i < full || begun === 1 ? reported : null),
        showSymbol: begun === 1,
        silent: true,
        lineStyle: { color: CHART_COLORS.info, width: 4 * unit },
        itemStyle: { color: CHART_COLORS.info },
        areaStyle: { color: CHART_COLORS.info, opacity: 0.16 },
      },
      {
        id: 'last',
        type: 'line',
        data: panel.hours.map(({ reported }, i) => i === full - 1 ? reported : null),
        symbol: 'circle',
        showAllSymbol: true,
        symbolSize: 12 * unit,
        silent: true,
        itemStyle: { color: CHART_COLORS.info, borderColor: CHART_COLORS.text1, borderWidth: 2 * unit },
        label: {
          show: true,
          position: 'top',
          color: CHART_COLORS.text1,
          fontFamily: theme.fontFamily,
          fontSize: CHART_LABEL * unit,
          fontWeight: 600,
          textBorderColor: CHART_COLORS.ground,
          textBorderWidth: 3 * unit,
        },
      },
    ],
  }
}
