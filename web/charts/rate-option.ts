import type { ChartOption } from './echarts.ts'
import type { ChartTheme } from './theme.ts'
import { limitText, percentDigits } from '../format/figure.ts'
import { beforeLine, chartGrid, timeAxis, valueAxis } from './axes.ts'
import { lastPoint } from './last-point.ts'
import { axisText, CHART_COLORS, CHART_LABEL, motionOf } from './theme.ts'

/** Room beside the lines, design units. */
export const RATE_GRID = { left: 60, right: 80 }
const NAMED_EVERY = 10
/** Share of the axis that the target's number needs for itself. */
const CLEAR_OF_TARGET = 0.17
/**
 * Where the axis may begin: the highest of these below everything shown, and so far below the
 * target that its own number is written.
 */
const FLOORS = [0.98, 0.97, 0.96, 0.94, 0.92, 0.9, 0.8, 0.7, 0.6, 0.4]

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
  const floor = axisFloor([...rates, ...before], target?.ratio ?? 1)
  const last = rates.findLastIndex((rate, i) => rate !== null || (small[i] ?? null) !== null)
  const isNamed = (i: number) => i % NAMED_EVERY === 0 || i === days.length - 1
  const axis = valueAxis(theme)
  /** The target writes its own number in the margin: a tick too near would be struck by it. */
  const isFree = (value: number) => target === null
    || Math.abs(value - target.ratio) > CLEAR_OF_TARGET * (1 - floor)
  return {
    ...motionOf(theme),
    grid: chartGrid({ ...RATE_GRID, top: 36 }, theme),
    xAxis: timeAxis(days.map(day => day.slice(5)), isNamed, theme),
    yAxis: {
      ...axis,
      min: floor,
      max: 1,
      interval: (1 - floor) / 2,
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
      smallDays(small, floor, last, theme),
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
 * Days of few cases: hollow, and the newest with its n/m in words. One below the axis stands at
 * its foot and points down.
 */
function smallDays(
  days: readonly (SmallDay | null)[],
  floor: number,
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
      value: Math.max(floor, day.rate),
      symbol: day.rate < floor ? 'triangle' : 'circle',
      symbolRotate: 180,
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

function axisFloor(values: readonly (number | null)[], target: number): number {
  const lowest = Math.min(target, ...values.filter(rate => rate !== null))
  return FLOORS.find(limit =>
    limit < lowest && target - limit > CLEAR_OF_TARGET * (1 - limit)) ?? 0
}
