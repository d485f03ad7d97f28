import type { CaseEventType } from '../../contract/case-event.ts'
import type { MarkShape } from '../parts/mark-shape.ts'

export type Tone = 'ok' | 'info' | 'warn' | 'alarm' | 'stale'

/** Shape and tone of a step in a case's life: what needs a look is loud, what goes well is not. */
export const EVENT_STATES: Record<CaseEventType, { shape: MarkShape, tone: Tone }> = {
  reported: { shape: 'ring', tone: 'info' },
  registered: { shape: 'ring', tone: 'info' },
  dispatched: { shape: 'ring', tone: 'info' },
  accepted: { shape: 'ring', tone: 'info' },
  resolved: { shape: 'dot', tone: 'ok' },
  closed: { shape: 'dot', tone: 'ok' },
  reviewed: { shape: 'dot', tone: 'ok' },
  urged: { shape: 'diamond', tone: 'alarm' },
  reopened: { shape: 'triangle', tone: 'warn' },
  reassigned: { shape: 'ring', tone: 'info' },
  extended: { shape: 'triangle', tone: 'warn' },
  excluded: { shape: 'dash', tone: 'stale' },
  amended: { shape: 'ring', tone: 'info' },
}
