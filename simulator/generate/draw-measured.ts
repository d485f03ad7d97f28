import type { Random } from './random.ts'

/**
 * A value of a measured distribution, null in the share of cases that never come to one.
 * @param quantiles at equal steps, from the smallest value to the largest
 * @param never share from 0 to 1
 * @param random draws twice
 */
export function drawMeasured(
  quantiles: readonly number[],
  never: number,
  random: Random,
): number | null {
  const isNever = random.chance(never)
  const place = random.next() * (quantiles.length - 1)
  const low = quantiles[Math.floor(place)]!
  const high = quantiles[Math.min(Math.floor(place) + 1, quantiles.length - 1)]!
  return isNever ? null : low + (high - low) * (place % 1)
}
