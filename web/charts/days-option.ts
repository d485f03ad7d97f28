import type { DaysPanel } from '../../contract/panels/days.ts'
import type { ChartOption } from './echarts.ts'
import type { ChartTheme } from './theme.ts'
import { buildRateOption } from './rate-option.ts'

/** Closed on time, day by day, beside the thirty days before and against the target. */
export function buildDaysOption(
  { days, before }: DaysPanel,
  target: { ratio: number } | null,
  theme: ChartTheme,
): ChartOption {
  const curve = {
    days: days.map(({ day }) => day),
    rates: days.map(({ onTime }) => onTime),
    before: before.map(({ onTime }) => onTime),
  }
  return buildRateOption(curve, target, theme)
}
