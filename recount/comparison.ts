import type { MetricDefinition } from '../contract/metric-definition.ts'
import type { Span } from './city-time.ts'
import type { RecountedValue } from './metric-values.ts'

/** A number of the server that the recount does not confirm. */
export interface Difference {
  /** `closure@1`, or what else is shown. */
  what: string
  /** Where the number stands: `metrics`, or `frame of 370502`. */
  place: string
  scope: string
  window: string
  /** `net pooled` */
  variant: string
  theirs: string
  ours: string
}

/** Numbers held against each other, and what does not agree. */
export interface Comparison {
  compared: number
  readonly differences: Difference[]
  /** One number more; where it is not the same, both are kept in words. */
  check: (
    where: Omit<Difference, 'place' | 'theirs' | 'ours'>,
    isSame: boolean,
    words: Pick<Difference, 'theirs' | 'ours'>,
  ) => void
}

export function createComparison(place: string): Comparison {
  const comparison: Comparison = {
    compared: 0,
    differences: [],
    check(where, isSame, words) {
      comparison.compared++
      if (!isSame)
        comparison.differences.push({ place, ...where, ...words })
    },
  }
  return comparison
}

/** Sums of weighted measures are told to six decimals. */
const ROUNDING = 2e-6
const RELATIVE = 1e-9
/** Half the width of the buckets that quantiles are read from (1 %), and a little. */
const QUANTILE_ERROR = 0.011
/** All that took less than a second lies in one bucket, which is told as 0, in means too. */
const FIRST_BUCKET_HOURS = 1 / 3600

/** Do both tell the same of a metric? */
export function sameValue(
  metric: MetricDefinition,
  theirs: RecountedValue,
  ours: RecountedValue,
): boolean {
  const sums = same(theirs.numerator, ours.numerator, ROUNDING)
    && same(theirs.denominator, ours.denominator, ROUNDING)
    && theirs.units === ours.units
  if (!sums)
    return false
  if (metric.kind === 'quantile')
    return sameQuantile(theirs.value, ours.value)
  const rounding = metric.kind === 'score' ? ROUNDING * metric.scale : ROUNDING
  return same(theirs.value, ours.value, rounding)
}

/** A number or nothing: 0 is not nothing. */
export function same(theirs: number | null, ours: number | null, rounding = 0): boolean {
  if (theirs === null || ours === null)
    return theirs === ours
  return Math.abs(theirs - ours) <= rounding + RELATIVE * Math.abs(ours)
}

function sameQuantile(theirs: number | null, ours: number | null): boolean {
  if (theirs === null || ours === null)
    return theirs === ours
  return Math.abs(theirs - ours) <= ours * QUANTILE_ERROR
    || Math.abs(theirs - ours) < FIRST_BUCKET_HOURS
}

/** `12/34 = 0.352941`, `12`, `3.5 (of 34)`, `0.35 (mean of 7 units)` */
export function describeValue({ numerator, denominator, value, units }: RecountedValue): string {
  const shown = value === null ? 'none' : String(Number(value.toPrecision(9)))
  if (units !== undefined)
    return `${shown} (mean of ${units} units)`
  if (denominator === null)
    return shown
  return numerator === null ? `${shown} (of ${denominator})` : `${numerator}/${denominator} = ${shown}`
}

/** Is it the same stretch of time? */
export function isSpan(
  { from, to }: { from: string | null, to: string },
  span: Span,
): boolean {
  return (from === null ? -Infinity : Date.parse(from)) === span.from && Date.parse(to) === span.to
}

export function describeSpan({ from, to }: Span): string {
  const start = from === -Infinity ? 'the beginning' : new Date(from).toISOString()
  return `${start} to ${new Date(to).toISOString()}`
}
