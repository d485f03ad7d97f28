import type { Frame, PanelName, Panels } from '../../contract/frame.ts'
import type { FrameHistory } from '../../contract/history.ts'

/** A frame of the past with what it says about itself. */
export type PastFrame = Frame & { history: FrameHistory }

/** Recorders keep an unchanged frame every five minutes: an older one leaves a gap. */
const KEPT_FOR_MS = 330_000

/** Was a frame kept that shows this moment? `keptMs` ascending. */
export function isKept(keptMs: readonly number[], atMs: number): boolean {
  const newest = keptMs.findLast(kept => kept <= atMs)
  return newest !== undefined && atMs - newest <= KEPT_FOR_MS
}

/** The frame with the panels of `before` where they say the same: those are not drawn again. */
export function reusePanels<F extends Frame>(before: Frame | null, frame: F): F {
  if (before === null || before.scope !== frame.scope)
    return frame
  const panels = Object.fromEntries(Object.entries(frame.panels).map(([name, panel]) => {
    const old = before.panels[name as PanelName]
    return [name, JSON.stringify(old) === JSON.stringify(panel) ? old : panel]
  })) as Panels
  return { ...frame, panels }
}
