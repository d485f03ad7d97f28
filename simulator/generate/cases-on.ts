import type { Shapes } from './shapes-file.ts'
import { Random } from './random.ts'

// 1 January 1970 was a Thursday.
const THURSDAY = 3

/** How many cases arise on a calendar day. */
export function casesOn(day: number, perDay: number, shapes: Shapes, seed: number): number {
  const weekday = shapes.weekdays[(day + THURSDAY) % 7] ?? 1
  return Math.round(perDay * weekday * (1 + 0.06 * new Random(seed, day).normal()))
}
