import type { MetricValue } from '../../contract/metrics.ts'
import type { Messages } from '../i18n/messages.ts'

/** A number ready to be set: digits and, smaller, its unit. */
export interface Figure {
  digits: string
  unit: string
}

/** What stands where there is no number. Never a zero. */
export const NO_DATA = '—'
/** Below this many cases a percentage would pretend to more than is known. */
export const SMALL_SAMPLE = 30

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})

/** Counts are grouped by thousands; from ten million on they are shortened. */
export function toCount(n: number | null, t: Messages, unit = ''): Figure {
  if (n === null)
    return { digits: NO_DATA, unit: '' }
  const big = t.bigNumbers.find(({ from }) => Math.abs(n) >= from)
  if (big)
    return { digits: oneDecimal.format(n / big.divisor), unit: (big.unit + unit).trim() }
  return { digits: grouped.format(n), unit }
}

/** A count in running text. */
export function countText(n: number | null, t: Messages): string {
  const { digits, unit } = toCount(n, t)
  return unit ? `${digits} ${unit}` : digits
}

/** One decimal, and neither 100 nor 0 unless it is exactly that. */
export function percentDigits(ratio: number): string {
  const percent = ratio * 100
  if (percent > 99.9 && percent < 100)
    return '99.9'
  if (percent > 0 && percent < 0.1)
    return '0.1'
  return percent === 100 || percent === 0 ? String(percent) : oneDecimal.format(percent)
}

/** A ratio that somebody set, such as a target or a class limit: no digits it was not given. */
export function limitText(ratio: number): string {
  return `${Math.round(ratio * 1000) / 10}`
}

/** A ratio as a percentage; of few cases as n/m; of none as no data. */
export function toRate(metric: MetricValue): Figure {
  const { numerator, denominator, value } = metric
  if (value === null)
    return { digits: NO_DATA, unit: '' }
  if (isSmallSample(metric) && numerator !== null)
    return { digits: fractionDigits(numerator, denominator!), unit: '' }
  return { digits: percentDigits(value), unit: '%' }
}

export function isSmallSample({ denominator }: Pick<MetricValue, 'denominator'>): boolean {
  return denominator !== null && denominator < SMALL_SAMPLE
}

export function rateText(metric: MetricValue): string {
  const { digits, unit } = toRate(metric)
  return digits + unit
}

/** Weighted answers make numerators that are not whole: 25.7/28. */
function fractionDigits(numerator: number, denominator: number): string {
  const top = Number.isInteger(numerator) ? grouped.format(numerator) : oneDecimal.format(numerator)
  return `${top}/${grouped.format(denominator)}`
}
