import type { DaysPanel } from '../../contract/panels/days.ts'
import type { ChartOption } from './echarts.ts'
import type { SmallDay } from './rate-option.ts'
import type { ChartTheme } from './theme.ts'
import { buildRateOption } from './rate-option.ts'

type Day = DaysPanel['days'][number]

/**
 * Closed on time, day by day, beside the thirty days before and against the target. The line has
 * a gap where a day has fewer cases than `smallestN`: their share would pretend to more than is
 * known.
 */
export function buildDaysOption(
  { days, before }: DaysPanel,
  target: { ratio: number } | null,
  smallestN: number,
  theme: ChartTheme,
): ChartOption {
  const isSmall = isSmallDay(smallestN)
  const rateOf = (day: Day): number | null => isSmall(day) ? null : day.onTime
  const small = (day: Day): SmallDay | null => isSmall(day)
    ? { rate: day.onTime!, met: day.onTimeMet ?? 0, of: day.onTimeOf! }
    : null
  const curve = {
    days: days.map(({ day }) => day),
    rates: days.map(rateOf),
    small: days.map(small),
    before: before.map(rateOf),
  }
  return buildRateOption(curve, target, theme)
}

/** Has a day a rate, and of too few cases? An old frame does not say of how many. */
export function isSmallDay(smallestN: number): (day: Day) => boolean {
  return ({ onTime, onTimeOf = Infinity }) => onTime !== null && onTimeOf < smallestN
}
