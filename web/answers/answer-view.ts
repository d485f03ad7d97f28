import type { FreshnessState } from '../live/freshness.ts'
import type { AnswerState } from './answer-store.ts'
import { ANSWER_INTERVAL_MS } from '../../contract/answers.ts'

/**
 * - `partial`: live, and some source does not report
 * - `behind`: live, and sources still tell of the past, or much of what they told waits
 * - `nodata`: live, and the scope has never had a case
 * - `error`: there never was an answer
 * - `past`: of the past there is none
 */
export type PanelStateName = FreshnessState | 'partial' | 'behind' | 'nodata' | 'error' | 'past'

export interface PanelState {
  state: PanelStateName
  /** Age of the numbers by the server's clock, milliseconds. */
  ageMs: number
  /** Why there is nothing, in the server's words. */
  problem: string | null
}

/** An answer may be one interval old when it comes, and stay for another. */
const LATE_INTERVALS = 3
const STALE_INTERVALS = 6

/** How old an answer is, and whether it can be shown at all. */
export function stateOfAnswer(
  { answer, problem }: AnswerState,
  serverNowMs: number,
  past: boolean,
): PanelState {
  if (past)
    return { state: 'past', ageMs: 0, problem: null }
  if (answer === null)
    return { state: problem === null ? 'loading' : 'error', ageMs: 0, problem }
  const ageMs = Math.max(0, serverNowMs - Date.parse(answer.computedAt))
  if (ageMs <= LATE_INTERVALS * ANSWER_INTERVAL_MS)
    return { state: 'live', ageMs, problem }
  if (problem !== null)
    return { state: 'failing', ageMs, problem }
  return { state: ageMs > STALE_INTERVALS * ANSWER_INTERVAL_MS ? 'stale' : 'late', ageMs, problem }
}
