import type { ChartPlace } from '../parts/chart-place.ts'
import { percentDigits } from '../format/figure.ts'
import { dayAfter } from '../format/last-days.ts'

/** The days of a curve as places to open; a day without a rate has nothing to prove. */
export function dayPlaces(
  days: readonly { day: string, rate: number | null }[],
  hrefOf: (from: string, to: string) => string | null,
): ChartPlace[] {
  return days.map(({ day, rate }) => ({
    key: day,
    label: rate === null ? day : `${day} ${percentDigits(rate)}%`,
    href: rate === null ? null : hrefOf(day, dayAfter(day, 1)),
  }))
}
