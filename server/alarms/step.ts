import type { Standing } from './reading.ts'

/** What is remembered of a rule for one scope and subject; instants by the rule's clock, ms. */
export interface Watch {
  active: boolean
  /** While it is not active: bad without a break since. */
  badSince: number | null
  /** While it is active: good without a break since. */
  goodSince: number | null
  /** When it was last cleared. */
  clearedAt: number | null
}

/** How long things must last, ms. */
export interface Patience { holdMs: number, clearMs: number, coolDownMs: number }

export const UNWATCHED: Watch
  = Object.freeze({ active: false, badSince: null, goodSince: null, clearedAt: null })

/**
 * One look at it. An unknown standing is no break: what was bad before and is bad after a gap was
 * not seen to be good. A clock that was set back starts waits anew instead of freezing them.
 */
export function step(
  before: Watch,
  standing: Standing,
  now: number,
  { holdMs, clearMs, coolDownMs }: Patience,
): { after: Watch, act: 'raise' | 'clear' | null } {
  if (standing === 'unknown')
    return { after: before, act: null }
  if (before.active) {
    const goodSince = standing === 'good' ? earliest(before.goodSince, now) : null
    if (goodSince !== null && now - goodSince >= clearMs)
      return { after: { ...UNWATCHED, clearedAt: now }, act: 'clear' }
    return { after: { ...before, goodSince }, act: null }
  }
  const badSince = standing === 'bad' ? earliest(before.badSince, now) : null
  if (badSince !== null && now - badSince >= holdMs && isRested(before.clearedAt, now, coolDownMs))
    return { after: { ...UNWATCHED, active: true }, act: 'raise' }
  return { after: { ...before, badSince }, act: null }
}

function earliest(since: number | null, now: number): number {
  return since === null ? now : Math.min(since, now)
}

function isRested(clearedAt: number | null, now: number, coolDownMs: number): boolean {
  return clearedAt === null || clearedAt > now || now - clearedAt >= coolDownMs
}
