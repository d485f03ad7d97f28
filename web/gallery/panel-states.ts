import type { AnswerName } from '../../contract/answers.ts'
import type { Frame } from '../../contract/frame.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { AnswerState } from '../answers/answer-store.ts'
import type { Freshness } from '../live/freshness.ts'
// The gallery shows what the tests measure: the same fixed frames.
import { buildAnswers, toAnswer } from '../../tests/fixtures/frames/build-answers.ts'
import { buildFrame } from '../../tests/fixtures/frames/build-frame.ts'
import { emptyAnswers, hugeAnswers } from '../../tests/fixtures/frames/extreme-answers.ts'
import { behindFrame, calmFrame, emptyFrame, hugeFrame, partialFrame } from '../../tests/fixtures/frames/extremes.ts'

/** States that every panel has a picture of. */
export const GALLERY_STATES = [
  'live',
  'late',
  'stale',
  'loading',
  'error',
  'past',
  'empty',
  'nodata',
  'partial',
  'behind',
  'few',
  'extreme',
] as const
export type GalleryState = typeof GALLERY_STATES[number]

const MINUTE_MS = 60_000
const AGES: Partial<Record<GalleryState, number>>
  = { late: MINUTE_MS, stale: 6 * MINUTE_MS, error: 3 * MINUTE_MS }
const FRESHNESS: Partial<Record<GalleryState, Freshness['state']>>
  = { late: 'late', stale: 'stale', loading: 'loading', error: 'failing' }

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
 * A panel's state with fixed numbers. `empty`: good news, nothing is late or waits. `nodata`: there
 * never was a case. `partial`: a source is late. `behind`: one sends
 * its history. `few`: so few cases that shares are shown as n/m.
 * `error`: the server cannot compute the frame any more, and of an answer there never was one.
 */
export function panelState(profile: ProfileBody, scope: string, state: GalleryState): PanelState {
  const frame = frameOf(profile, scope, state)
  const now = Date.parse(frame.computedAt)
  const ageMs = AGES[state] ?? 0
  const computedAt = new Date(now - ageMs).toISOString()
  const bodies = answersOf(buildAnswers(profile, scope), state)
  const asked = state !== 'loading' && state !== 'error'
  return {
    frame: state === 'loading' ? null : frame,
    freshness: { state: FRESHNESS[state] ?? 'live', ageMs },
    answer: name => ({
      answer: asked ? toAnswer(name, scope, bodies[name], computedAt) : null,
      problem: state === 'error' ? 'The database does not answer. Try again.' : null,
    }),
    now,
    past: state === 'past',
  }
}

const FRAMES: Partial<Record<GalleryState, typeof emptyFrame>> = {
  empty: calmFrame,
  nodata: emptyFrame,
  extreme: hugeFrame,
  partial: partialFrame,
  behind: behindFrame,
  few: (profile, scope) => buildFrame(profile, scope, { perDay: 1, points: 4 }),
}

function frameOf(profile: ProfileBody, scope: string, state: GalleryState): Frame {
  return (FRAMES[state] ?? buildFrame)(profile, scope)
}

function answersOf(plain: ReturnType<typeof buildAnswers>, state: GalleryState): typeof plain {
  if (state === 'empty' || state === 'nodata')
    return emptyAnswers(plain)
  return state === 'extreme' ? hugeAnswers(plain) : plain
}
