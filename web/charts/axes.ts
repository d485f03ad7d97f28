import type { ChartTheme } from './theme.ts'
import { axisText, CHART_COLORS } from './theme.ts'

/** Room round the lines, design units: words stand beside them, never on them. */
export function chartGrid(
  { left, right, top }: { left: number, right: number, top: number },
  { unit }: ChartTheme,
) {
  return { left: left * unit, right: right * unit, top: top * unit, bottom: 34 * unit }
}

/** A time axis that names a few of its places. */
export function timeAxis(data: string[], isNamed: (i: number) => boolean, theme: ChartTheme) {
  const { unit } = theme
  return {
    type: 'category' as const,
    boundaryGap: false,
    data,
    axisLine: { lineStyle: { color: CHART_COLORS.hairline, width: unit } },
    axisTick: { show: false },
    axisLabel: {
      ...axisText(theme),
      margin: 10 * unit,
      interval: isNamed,
      alignMinLabel: 'left' as const,
      alignMaxLabel: 'right' as const,
    },
  }
}

/** A value axis that writes its few numbers left of its lines, where no curve passes. */
export function valueAxis(theme: ChartTheme) {
  const { unit } = theme
  return {
    type: 'value' as const,
    axisLabel: {
      ...axisText(theme),
      margin: 8 * unit,
    },
    splitLine: { lineStyle: { color: CHART_COLORS.hairline, width: unit, opacity: 0.7 } },
    z: 5,
  }
}

/** The period before: grey, thin, dashed. */
export function beforeLine(id: string, data: (number | null)[], { unit }: ChartTheme) {
  return {
    id,
    type: 'line' as const,
    data,
    showSymbol: false,
    silent: true,
    lineStyle: { color: CHART_COLORS.text2, width: 2 * unit, type: [4 * unit, 4 * unit] },
  }
}
