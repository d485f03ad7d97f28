import type { DaysPanel } from '../../contract/panels/days.ts'
import type { ChartOption } from './echarts.ts'
import type { ChartTheme } from './theme.ts'
import { limitText, percentDigits } from '../format/figure.ts'
import { axisText, CHART_COLORS, CHART_LABEL, motionOf } from './theme.ts'

/**
 * Closed on time, day by day, beside the thirty days before and against the target. The axis
 * is cut, as rates of 99 % need, and says so by its labels.
 */
export function buildDaysOption(
  panel: DaysPanel,
  target: number | null,
  targetWord: string,
  theme: ChartTheme,
): ChartOption {
  const { unit } = theme
  const text = axisText(theme)
  const floor = axisFloor(panel, target)
  const last = panel.days.findLastIndex(({ onTime }) => onTime !== null)
  const percent = (value: number) => `${percentDigits(value)}%`
  return {
    ...motionOf(theme),
    grid: { left: 4 * unit, right: 48 * unit, top: 26 * unit, bottom: 34 * unit, containLabel: false },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: panel.days.map(({ day }) => day.slice(5)),
      axisLine: { lineStyle: { color: CHART_COLORS.hairline, width: unit } },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        margin: 10 * unit,
        interval: (i: number) => i % 10 === 0 || i === panel.days.length - 1,
        alignMinLabel: 'left',
      },
    },
    yAxis: {
      type: 'value',
      min: floor,
      max: 1,
      interval: (1 - floor) / 2,
      axisLabel: {
        ...text,
        inside: true,
        margin: 0,
        verticalAlign: 'bottom',
        formatter: (value: number) => `${limitText(value)}%`,
      },
      splitLine: { lineStyle: { color: CHART_COLORS.hairline, width: unit, opacity: 0.7 } },
      z: 5,
    },
    series: [
      {
        id: 'before',
        type: 'line',
        data: panel.before.map(({ onTime }) => onTime),
        showSymbol: false,
        silent: true,
        lineStyle: { color: CHART_COLORS.text2, width: 2 * unit, type: [4 * unit, 4 * unit] },
      },
      {
        id: 'days',
        type: 'line',
        data: panel.days.map(({ onTime }) => onTime),
        showSymbol: false,
        silent: true,
        lineStyle: { color: CHART_COLORS.info, width: 4 * unit },
        markLine: target === null ? undefined : targetLine(target, targetWord, theme),
      },
      {
        id: 'last',
        type: 'line',
        data: panel.days.map(({ onTime }, i) => i === last ? onTime : null),
        symbol: 'circle',
        showAllSymbol: true,
        symbolSize: 12 * unit,
        silent: true,
        itemStyle: { color: CHART_COLORS.info, borderColor: CHART_COLORS.text1, borderWidth: 2 * unit },
        label: {
          show: true,
          position: 'bottom',
          color: CHART_COLORS.text1,
          fontFamily: theme.fontFamily,
          fontSize: CHART_LABEL * unit,
          fontWeight: 600,
          formatter: ({ value }) => typeof value === 'number' ? percent(value) : '',
          textBorderColor: CHART_COLORS.ground,
          textBorderWidth: 3 * unit,
        },
      },
    ],
  }
}

function targetLine(target: number, word: string, theme: ChartTheme) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: CHART_COLORS.text1, width: 2 * theme.unit, type: 'solid' as const },
    label: {
      ...axisText(theme),
      color: CHART_COLORS.text1,
      position: 'insideMiddleTop' as const,
      formatter: `${word} ${limitText(target)}%`,
    },
    data: [{ yAxis: target }],
  }
}

/** The highest round limit below everything shown. */
function axisFloor({ days, before }: DaysPanel, target: number | null): number {
  const values = [...days, ...before].map(day => day.onTime).filter(rate => rate !== null)
  const lowest = Math.min(1, target ?? 1, ...values)
  return [0.98, 0.96, 0.9, 0.8, 0.6, 0.4].find(limit => limit < lowest) ?? 0
}
