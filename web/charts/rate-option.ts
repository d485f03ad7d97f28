import type { ChartOption } from './echarts.ts'
import type { RateAxis } from './rate-axis.ts'
import type { ChartTheme } from './theme.ts'
import { limitText, percentDigits } from '../format/figure.ts'
import { beforeLine, chartGrid, timeAxis, valueAxis } from './axes.ts'
import { lastPoint } from './last-point.ts'
import { isClearOf, rateAxis } from './rate-axis.ts'
import { axisText, CHART_COLORS, CHART_LABEL, motionOf } from './theme.ts'

/** Room beside the lines, design units. */
export const RATE_GRID = { left: 60, right: 80 }
const NAMED_EVERY = 10

/** A rate day by day, oldest first; null where a day has none. */
export interface RateCurve {
  /** YYYY-MM-DD. */
  days: string[]
  rates: (number | null)[]
  /** Days of few cases, where the line has a gap. @default none */
  small?: (SmallDay | null)[]
  /** As many days before. */
  before: (number | null)[]
}

/** A share of so few that it is told as n/m. */
export interface SmallDay { rate: number, met: number, of: number }

/**
 * A rate day by day, beside as many days before and against the target. The axis is cut, as
 * rates near 99 % need, and says so by its labels.
 */
export function buildRateOption(
  { days, rates, before, small = [] }: RateCurve,
  target: { ratio: number } | null,
  theme: ChartTheme,
): ChartOption {
  const { min, max, interval } = rateAxis([...rates, ...before], target?.ratio ?? null)
  const last = rates.findLastIndex((rate, i) => rate !== null || (small[i] ?? null) !== null)
  const isNamed = (i: number) => i % NAMED_EVERY === 0 || i === days.length - 1
  const axis = valueAxis(theme)
  const isFree = (value: number) =>
    target === null || isClearOf(target.ratio, value, { min, max })
  return {
    ...motionOf(theme),
    grid: chartGrid({ ...RATE_GRID, top: 36 }, theme),
    xAxis: timeAxis(days.map(day => day.slice(5)), isNamed, theme),
    yAxis: {
      ...axis,
      min,
      max,
      interval,
      axisLabel: {
        ...axis.axisLabel,
        formatter: (value: number) => isFree(value) ? `${limitText(value)}%` : '',
      },
    },
    series: [
      beforeLine('before', before, theme),
      {
        id: 'days',
        type: 'line',
        data: rates,
        showSymbol: false,
        silent: true,
        lineStyle: { color: CHART_COLORS.info, width: 4 * theme.unit },
        markLine: target === null ? undefined : targetLine(target, theme),
      },
      smallDays(small, { min, max }, last, theme),
      lastPoint(
        rates.map((rate, i) => i === last ? rate : null),
        'right',
        value => `${percentDigits(value)}%`,
        theme,
      ),
    ],
  }
}

/**
 * Days of few cases: hollow, and the newest with its n/m in words. One beyond the axis stands at
 * its end and points there.
 */
function smallDays(
  days: readonly (SmallDay | null)[],
  { min, max }: Pick<RateAxis, 'min' | 'max'>,
  last: number,
  { unit, fontFamily }: ChartTheme,
) {
  return {
    id: 'small',
    type: 'line' as const,
    z: 9,
    silent: true,
    lineStyle: { width: 0 },
    showAllSymbol: true,
    symbolSize: 9 * unit,
    itemStyle: {
      color: CHART_COLORS.ground,
      borderColor: CHART_COLORS.info,
      borderWidth: 2 * unit,
    },
    data: days.map((day, i) => day && {
      value: Math.min(max, Math.max(min, day.rate)),
      symbol: day.rate < min || day.rate > max ? 'triangle' : 'circle',
      symbolRotate: day.rate < min ? 180 : 0,
      label: {
        show: i === last,
        position: 'right' as const,
        distance: 8 * unit,
        color: CHART_COLORS.text1,
        fontFamily,
        fontSize: CHART_LABEL * unit,
        fontWeight: 600,
        formatter: `${+day.met.toFixed(1)}/${day.of}`,
        textBorderColor: CHART_COLORS.ground,
        textBorderWidth: 3 * unit,
      },
    }),
  }
}

function targetLine({ ratio }: { ratio: number }, theme: ChartTheme) {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: CHART_COLORS.text1, width: 2 * theme.unit, type: 'solid' as const },
    label: {
      ...axisText(theme),
      color: CHART_COLORS.text1,
      // In the margin, where no curve runs; what it is says the key of the lines.
      position: 'start' as const,
      distance: 8 * theme.unit,
      fontWeight: 600,
      formatter: `${limitText(ratio)}%`,
    },
    data: [{ yAxis: ratio }],
  }
}
