import type { SurgeRule } from '../../contract/alarm-rules.ts'
import type { Reading } from './reading.ts'
import { DateTime } from 'luxon'

/** A stretch of time [from, to), ms since 1970. */
export interface Span { from: number, to: number }

/**
 * The minutes before `now`, and the same local minutes of the same weekday in each of the weeks
 * before, the latest first: what is usual at this hour, also where clocks changed between.
 */
export function surgeSpans(
  now: number,
  { windowMinutes, weeks }: Pick<SurgeRule, 'windowMinutes' | 'weeks'>,
  zone: string,
): Span[] {
  const to = DateTime.fromMillis(now, { zone })
  const from = to.minus({ minutes: windowMinutes })
  return Array.from({ length: weeks + 1 }, (_, back) => ({
    from: from.minus({ weeks: back }).toMillis(),
    to: to.minus({ weeks: back }).toMillis(),
  }))
}

export interface Usual {
  mean: number
  /** At least that of pure chance (the root of the mean), and never below one case. */
  spread: number
}

/** What is usual, of the counts of the weeks before; null with fewer weeks than needed. */
export function usualOf(before: readonly number[], leastWeeks: number): Usual | null {
  const n = before.length
  if (n < leastWeeks)
    return null
  const mean = before.reduce((sum, count) => sum + count, 0) / n
  const squares = before.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / (n - 1))
  return { mean, spread: Math.max(deviation, Math.sqrt(mean), 1) }
}

/** From how many cases on it is a surge. */
export function surgeLimit(
  { mean, spread }: Usual,
  { atLeast, factor, deviations }: Pick<SurgeRule, 'atLeast' | 'factor' | 'deviations'>,
): number {
  return Math.ceil(Math.max(atLeast, factor * mean, mean + deviations * spread))
}

/**
 * One category of one region. `counts`: of now, then of each week before, the latest first;
 * `known`: how many of the weeks before lie within the ledger.
 */
export function readSurge(
  scope: string,
  subject: string,
  counts: readonly number[],
  known: number,
  rule: SurgeRule,
): Reading {
  const value = counts[0] ?? 0
  const usual = usualOf(counts.slice(1, 1 + known), rule.leastWeeks)
  if (usual === null)
    return { scope, subject, standing: 'unknown', value, limit: null, usual: null }
  const limit = surgeLimit(usual, rule)
  const standing = value >= limit ? 'bad' : value < limit * rule.clearShare ? 'good' : 'between'
  return { scope, subject, standing, value, limit, usual: Math.round(usual.mean * 10) / 10 }
}
