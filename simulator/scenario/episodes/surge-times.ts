import type { Random } from '../../generate/random.ts'
import type { Surge } from '../scenario.ts'

const HOUR_MS = 3_600_000

/** How many cases a surge brings: it grows and fades evenly. */
export function surgeSize({ from, to, riseMs, fallMs, casesPerHour }: Surge): number {
  return Math.round(casesPerHour * (to - from - (riseMs + fallMs) / 2) / HOUR_MS)
}

/**
 * When the n-th of `size` cases of a surge is reported, milliseconds after its begin: one in each
 * of `size` equal parts of the area under the curve, so that they come in their order.
 */
export function surgeTime(surge: Surge, index: number, size: number, random: Random): number {
  const { riseMs, fallMs } = surge
  const length = surge.to - surge.from
  const area = length - (riseMs + fallMs) / 2
  const wanted = area * (index + random.next()) / size
  if (wanted < riseMs / 2)
    return Math.sqrt(2 * wanted * riseMs)
  const left = area - wanted
  if (left < fallMs / 2)
    return length - Math.sqrt(2 * left * fallMs)
  return wanted + riseMs / 2
}
