import type { LineSeriesOption } from 'echarts/charts'
import type { ChartTheme } from './theme.ts'
import { CHART_COLORS, CHART_LABEL } from './theme.ts'

/** The newest point of a line as a series of its own: a ring with its value in words. */
export function lastPoint(
  data: (number | null)[],
  position: 'top' | 'right',
  say: (value: number) => string,
  { unit, fontFamily }: ChartTheme,
): LineSeriesOption {
  return {
    id: 'last',
    type: 'line',
    // Above target lines, which would strike its digits out.
    z: 10,
    data,
    symbol: 'circle',
    showAllSymbol: true,
    symbolSize: 12 * unit,
    silent: true,
    itemStyle: {
      color: CHART_COLORS.info,
      borderColor: CHART_COLORS.text1,
      borderWidth: 2 * unit,
    },
    label: {
      show: true,
      position,
      distance: (position === 'right' ? 8 : 5) * unit,
      color: CHART_COLORS.text1,
      fontFamily,
      fontSize: CHART_LABEL * unit,
      fontWeight: 600,
      formatter: ({ value }) => typeof value === 'number' ? say(value) : '',
      // Digits stay readable where they cross a line.
      textBorderColor: CHART_COLORS.ground,
      textBorderWidth: 3 * unit,
    },
  }
}
