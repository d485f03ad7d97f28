import type { AnswerName } from '../../contract/answers.ts'
import type { Frame } from '../../contract/frame.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { AnswerState } from '../answers/answer-store.ts'
import type { Freshness } from '../live/freshness.ts'
// The gallery shows what the tests measure: the same fixed frames.
import { buildAnswers, toAnswer } from '../../tests/fixtures/frames/build-answers.ts'
import { buildFrame } from '../../tests/fixtures/frames/build-frame.ts'
import { emptyAnswers, hugeAnswers } from '../../tests/fixtures/frames/extreme-answers.ts'
import { emptyFrame, hugeFrame } from '../../tests/fixtures/frames/extremes.ts'

/** States that every panel has a picture of. */
export const GALLERY_STATES = [
  'live',
  'late',
  'stale',
  'loading',
  'error',
  'past',
  'empty',
  'partial',
  'extreme',
] as const
export type GalleryState = typeof GALLERY_STATES[number]

const MINUTE_MS = 60_000
const AGES: Partial<Record<GalleryState, number>> = { late: MINUTE_MS, stale: 6 * MINUTE_MS }

/** Everything a panel is drawn from in one state. */
export interface PanelState {
  frame: Frame | null
  freshness: Freshness
  answer: (name: AnswerName) => AnswerState
  /** The server's clock, milliseconds since 1970. */
  now: number
  past: boolean
}

/**
 * A panel's state with fixed numbers. `partial`: so few cases that shares are shown as n/m.
 * `error`: the frame stands still, and of an answer there never was one.
 */
export function panelState(profile: ProfileBody, scope: string, state: GalleryState): PanelState {
  const frame = frameOf(profile, scope, state)
  const now = Date.parse(frame.computedAt)
  const ageMs = AGES[state] ?? 0
  const computedAt = new Date(now - ageMs).toISOString()
  const plain = buildAnswers(profile, scope)
  const bodies = state === 'empty'
    ? emptyAnswers(plain)
    : state === 'extreme' ? hugeAnswers(plain) : plain
  const asked = state !== 'loading' && state !== 'error'
  return {
    frame: state === 'loading' ? null : frame,
    freshness: {
      state: state === 'late' || state === 'stale' || state === 'loading' ? state : 'live',
      ageMs,
    },
    answer: name => ({
      answer: asked ? toAnswer(name, scope, bodies[name], computedAt) : null,
      problem: state === 'error' ? 'The database does not answer. Try again.' : null,
    }),
    now,
    past: state === 'past',
  }
}

function frameOf(profile: ProfileBody, scope: string, state: GalleryState): Frame {
  if (state === 'empty')
    return emptyFrame(profile, scope)
  if (state === 'extreme')
    return hugeFrame(profile, scope)
  return buildFrame(profile, scope, state === 'partial' ? { perDay: 1, points: 4 } : {})
}
