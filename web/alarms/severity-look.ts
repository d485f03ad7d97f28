import type { AlarmSeverity } from '../../contract/alarm-rules.ts'
import type { MarkShape } from '../parts/mark-shape.ts'

/** The mark of each severity: nobody needs to tell them apart by colour. */
export const SEVERITY_SHAPES: Record<AlarmSeverity, MarkShape> = {
  warning: 'triangle',
  alarm: 'diamond',
  critical: 'square',
}
