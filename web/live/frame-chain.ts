import type { Frame, FrameDelta } from '../../contract/frame.ts'

/** `gap`: the delta does not fit, ask for a snapshot. `old`: it says what is shown already. */
export type ChainResult
  = | { kind: 'frame', frame: Frame }
    | { kind: 'gap' }
    | { kind: 'old' }

/** Puts a delta on a frame. Panels that did not change keep their identity. */
export function applyDelta(shown: Frame | null, delta: FrameDelta): ChainResult {
  if (shown === null || shown.epoch !== delta.epoch || shown.scope !== delta.scope)
    return { kind: 'gap' }
  if (delta.tick <= shown.tick)
    return { kind: 'old' }
  if (delta.prev !== shown.tick)
    return { kind: 'gap' }
  const { prev: _prev, panels, ...head } = delta
  const sources = delta.sources ?? shown.sources
  return { kind: 'frame', frame: { ...head, sources, panels: { ...shown.panels, ...panels } } }
}

/** An answer that was on its way while newer ticks arrived must not turn the wall back. */
export function isNewer(shown: Frame | null, arrived: Frame): boolean {
  return shown === null
    || shown.epoch !== arrived.epoch
    || shown.scope !== arrived.scope
    || arrived.tick >= shown.tick
}
