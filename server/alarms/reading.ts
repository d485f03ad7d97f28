import type { AlarmRule } from '../../contract/alarm-rules.ts'

/**
 * How something stands against its rule. `between` is the room between raising and clearing, in
 * which nothing changes; `unknown` is no news, neither good nor bad.
 */
export type Standing = 'bad' | 'between' | 'good' | 'unknown'

/** What one rule found of one scope and subject. */
export interface Reading {
  scope: string
  subject: string
  standing: Standing
  value: number | null
  limit: number | null
  usual: number | null
}

/** Everything one rule found at one moment. */
export interface RuleReadings {
  rule: AlarmRule
  readings: readonly Reading[]
  /** What is not among the readings stands like this. */
  absent: 'good' | 'unknown'
  /** The moment by the rule's clock, ms since 1970: of the cases, or of the server. */
  now: number
}

/** Is the rule about the cases, and so by their clock? Otherwise it is about the server itself. */
export function isAboutCases({ kind }: Pick<AlarmRule, 'kind'>): boolean {
  return kind !== 'source_late' && kind !== 'audit_difference'
}

/** More is worse: raised from `raiseAt` on, cleared at `clearAt` or less. */
export function standingOf(value: number, raiseAt: number, clearAt: number): Standing {
  if (value >= raiseAt)
    return 'bad'
  return value <= clearAt ? 'good' : 'between'
}
