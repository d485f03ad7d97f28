import type { Frame } from '../../contract/frame.ts'
import type { PanelStateName } from '../answers/answer-view.ts'
import type { Messages } from '../i18n/messages.ts'
import type { MarkShape } from '../parts/mark-shape.ts'
import type { CatchingUp } from './catching-up.ts'
import type { Coverage } from './coverage.ts'
import { ageText } from '../format/duration.ts'
import { countText } from '../format/figure.ts'
import { catchingUpOf } from './catching-up.ts'
import { coverageOf } from './coverage.ts'

/** What a whole wall knows that changes how each of its panels is to be read. */
export interface WallKnowledge {
  /** Null: all configured sources report. */
  coverage: Coverage | null
  /** Null: what has happened is counted. */
  behind: CatchingUp | null
  /** The scope has never had a case. */
  blank: boolean
}

/** What a frame says of itself; nothing is known before the first. */
export function knowledgeOf(frame: Frame | null): WallKnowledge {
  return frame === null
    ? { coverage: null, behind: null, blank: false }
    : {
        coverage: coverageOf(frame.sources),
        behind: catchingUpOf(frame),
        blank: frame.panels.summary.windows.todate.metrics.reported.value === 0,
      }
}

/** A panel's state in words, with the shape that says it without colour. */
export interface PanelSign { text: string, shape: MarkShape }

/**
 * The state that a panel is drawn in. Numbers that do not move are worse than numbers that are not
 * up to now, and those than numbers of which a part is missing; where there never was a case there
 * is nothing to be missing.
 */
export function panelStateOf(
  state: PanelStateName,
  { coverage, behind, blank }: WallKnowledge,
): PanelStateName {
  if (state !== 'live')
    return state
  if (blank)
    return 'nodata'
  if (behind !== null)
    return 'behind'
  return coverage === null ? 'live' : 'partial'
}

/** Null while there is nothing to say: the numbers are live, or not there yet. */
export function describePanelState(
  state: PanelStateName,
  ageMs: number,
  { coverage, behind }: Pick<WallKnowledge, 'coverage' | 'behind'>,
  t: Messages,
  room: 'brief' | 'full',
  timeOf: (ms: number) => string,
): PanelSign | null {
  const words = t.panelState
  const old = ageText(ageMs, t)
  const share = coverage === null
    ? ''
    : (room === 'full' ? words.sources : words.partial)(coverage.reporting, coverage.all)
  const signs: Partial<Record<PanelStateName, PanelSign>> = {
    late: { text: words.late(old), shape: 'clock' },
    stale: { text: words.stale(old), shape: 'clock' },
    failing: { text: words.failing(old), shape: 'diamond' },
    partial: { text: share, shape: 'part' },
    behind: {
      text: room === 'brief' || behind === null ? words.behind : behindText(behind, t, timeOf),
      shape: 'ahead',
    },
    nodata: { text: words.nodata, shape: 'dash' },
  }
  return signs[state] ?? null
}

/** That the numbers are not up to now, and how far they are. */
export function behindText(
  behind: CatchingUp,
  t: Messages,
  timeOf: (ms: number) => string,
): string {
  return `${t.panelState.behind} · ${reachText(behind, t, timeOf)}`
}

/** How far they are alone. */
export function reachText(
  { upToMs, events }: CatchingUp,
  t: Messages,
  timeOf: (ms: number) => string,
): string {
  return upToMs === null
    ? t.header.behind(countText(events, t))
    : t.panelState.upTo(timeOf(upToMs))
}
