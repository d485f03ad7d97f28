import type { MetricUnit } from '../../contract/metric-definition.ts'
import type { MetricValue } from '../../contract/metrics.ts'
import type { DeskWords } from './words/desk-words.ts'
import { NO_DATA, percentDigits } from '../format/figure.ts'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 })
const two = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A weighted sum with the decimals it has, a count without any. */
export function sumText(sum: number | null): string {
  return sum === null ? NO_DATA : exact.format(sum)
}

/** A length of time to the second, 130:05:12. */
export function tookText(hours: number | null): string {
  if (hours === null)
    return NO_DATA
  const seconds = Math.round(hours * 3600)
  const two = (part: number): string => String(part % 60).padStart(2, '0')
  return `${whole.format(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60))}:${two(seconds)}`
}

/** A value in its unit; null is no data, never 0. */
export function valueText(value: number | null, unit: MetricUnit, words: DeskWords): string {
  if (value === null)
    return NO_DATA
  switch (unit) {
    case 'ratio': return `${percentDigits(value)}%`
    case 'cases': return `${whole.format(value)} ${words.units.cases}`
    case 'hours': return `${two.format(value)} ${words.units.hours}`
    case 'points': return two.format(value)
  }
}

/** A share of fewer than the smallest n is n/m. */
export function shareText(value: MetricValue, smallestN: number, words: DeskWords): string {
  const { numerator, denominator } = value
  return numerator !== null && denominator !== null && denominator > 0 && denominator < smallestN
    ? `${exact.format(numerator)}/${whole.format(denominator)}`
    : valueText(value.value, 'ratio', words)
}

/** What one way of counting gives more than another, with its sign; in points for a share. */
export function differenceText(
  value: number | null,
  other: number | null,
  unit: MetricUnit,
  { units }: DeskWords,
): string {
  if (value === null || other === null)
    return NO_DATA
  const change = unit === 'ratio' ? (value - other) * 100 : value - other
  const digits = unit === 'cases' ? whole.format(Math.abs(change)) : two.format(Math.abs(change))
  if (Number(digits.replaceAll(',', '')) === 0)
    return '0'
  return `${change > 0 ? '+' : '−'}${digits}${unit === 'ratio' ? units.percentPoints : ''}`
}

/** 2026-11-21 09:00 of a time that is in the city's zone already. */
export function timeText(at: string | null): string {
  return at === null ? NO_DATA : `${at.slice(0, 10)} ${at.slice(11, 16)}`
}

/** 2026-11-21 09:00:05, likewise. */
export function secondText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)}`
}
