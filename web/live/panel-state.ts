import type { Frame } from '../../contract/frame.ts'
import type { PanelStateName } from '../answers/answer-view.ts'
import type { Messages } from '../i18n/messages.ts'
import type { MarkShape } from '../parts/mark-shape.ts'
import type { Coverage } from './coverage.ts'
import { ageText } from '../format/duration.ts'
import { coverageOf } from './coverage.ts'

/** What a whole wall knows that changes how each of its panels is to be read. */
export interface WallKnowledge {
  /** Null: all configured sources report. */
  coverage: Coverage | null
  /** The scope has never had a case. */
  blank: boolean
}

/** What a frame says of itself; nothing is known before the first. */
export function knowledgeOf(frame: Pick<Frame, 'sources' | 'panels'> | null): WallKnowledge {
  return frame === null
    ? { coverage: null, blank: false }
    : {
        coverage: coverageOf(frame.sources),
        blank: frame.panels.summary.windows.todate.metrics.reported.value === 0,
      }
}

/** A panel's state in words, with the shape that says it without colour. */
export interface PanelSign { text: string, shape: MarkShape }

/**
 * The state that a panel is drawn in. Numbers that do not move are worse than numbers of which a
 * part is missing, and where there never was a case there is nothing to be missing.
 */
export function panelStateOf(
  state: PanelStateName,
  { coverage, blank }: WallKnowledge,
): PanelStateName {
  if (state !== 'live')
    return state
  if (blank)
    return 'nodata'
  return coverage === null ? 'live' : 'partial'
}

/** Null while there is nothing to say: the numbers are live, or not there yet. */
export function describePanelState(
  state: PanelStateName,
  ageMs: number,
  coverage: Coverage | null,
  t: Messages,
  room: 'brief' | 'full',
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
    nodata: { text: words.nodata, shape: 'dash' },
  }
  return signs[state] ?? null
}
