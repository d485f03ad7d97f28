/** Steps that make round class limits, as ratios. */
const STEPS = [0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.08, 0.1, 0.15, 0.2]
export const CLASS_COUNT = 5

export interface RateClasses {
  /** Lower limits of the five classes, the first 0, ratios. */
  limits: number[]
  /** Class of a rate, 0 to 4; null where there is no rate. */
  classOf: (rate: number | null) => number | null
}

/**
 * The finest round classes that hold three quarters of the rates; the last class is open upwards.
 * One outlier, often the smallest region, must not leave the whole map in the darkest class.
 */
export function rateClasses(rates: readonly (number | null)[]): RateClasses {
  const known = rates.filter(rate => rate !== null).sort((a, b) => a - b)
  const common = known[Math.ceil(known.length * 0.75) - 1] ?? 0
  const step = STEPS.find(step => step * CLASS_COUNT >= common) ?? STEPS.at(-1)!
  const limits = Array.from({ length: CLASS_COUNT }, (_, i) => Math.round(step * i * 1000) / 1000)
  return {
    limits,
    classOf: rate => rate === null
      ? null
      : limits.findLastIndex(limit => rate >= limit),
  }
}
