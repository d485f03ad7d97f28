/** Colours and sizes that a chart needs. Canvas and SVG cannot read CSS tokens: same values. */
export interface ChartTheme {
  unit: number
  motion: boolean
  fontFamily: string
}

export const CHART_COLORS = {
  text1: '#f2f6fc',
  text2: '#b4c3d9',
  text3: '#8fa3bf',
  hairline: '#2a3c58',
  info: '#4987f5',
  ground: '#0e1828',
} as const

export const CHART_FLOOR = 20
export const CHART_LABEL = 22

/** Text of axes and marks at the floor of the wall. */
export function axisText({ unit, fontFamily }: ChartTheme) {
  return { color: CHART_COLORS.text3, fontSize: CHART_FLOOR * unit, fontFamily, fontWeight: 500 }
}

/** What all charts share: bars and lines grow once and then only change. */
export function motionOf({ motion }: ChartTheme) {
  return {
    animation: motion,
    animationDuration: 0,
    animationDurationUpdate: 500,
    animationEasingUpdate: 'quadraticOut' as const,
  }
}
