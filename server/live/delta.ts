import type { Frame, FrameDelta, PanelName, Panels } from '../../contract/frame.ts'
import { PANEL_NAMES } from '../../contract/frame.ts'
import { buildPatch } from './build-patch.ts'

/** Each panel's JSON: what panels are compared by, and what a snapshot is put together from. */
export type PanelTexts = Readonly<Record<PanelName, string>>

/** A frame and the JSON of its panels, made once a tick. */
export interface SavedFrame {
  frame: Frame
  texts: PanelTexts
}

/**
 * The only place where panels are serialised for comparison. A panel that is the very object it
 * was in the frame before has the same JSON.
 */
export function serialisePanels(panels: Panels, before?: SavedFrame): PanelTexts {
  const texts = PANEL_NAMES.map(name => [name, before?.frame.panels[name] === panels[name]
    ? before.texts[name]
    : JSON.stringify(panels[name])])
  return Object.fromEntries(texts) as PanelTexts
}

/** What a screen that holds `before` needs to hold `after`: patches of the panels that differ. */
export function buildDelta(before: SavedFrame, after: SavedFrame): FrameDelta {
  const { panels, sources, ...head } = after.frame
  const entries = PANEL_NAMES
    .filter(name => before.texts[name] !== after.texts[name])
    .map(name => [name, buildPatch(before.frame.panels[name], panels[name])])
  const changed = Object.fromEntries(entries) as FrameDelta['panels']
  const delta = { ...head, prev: before.frame.tick, panels: changed }
  return isSame(before.frame.sources, sources) ? delta : { ...delta, sources }
}

/** A handful of short records. */
function isSame(a: Frame['sources'], b: Frame['sources']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** JSON of the whole frame, put together from panels that are JSON already. */
export function encodeFrame({ frame: { panels: _, ...head }, texts }: SavedFrame): string {
  const panels = PANEL_NAMES.map(name => `"${name}":${texts[name]}`)
  return `${JSON.stringify(head).slice(0, -1)},"panels":{${panels.join(',')}}}`
}
