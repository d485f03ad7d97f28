import type { Frame, FrameDelta } from '../../contract/frame.ts'
import { patchFrame } from '../../contract/frame.ts'

/** `gap`: the delta does not fit, ask for a snapshot. `old`: it says what is shown already. */
export type ChainResult
  = | { kind: 'frame', frame: Frame }
    | { kind: 'gap' }
    | { kind: 'old' }

/** Puts a delta on a frame. What did not change keeps its identity. */
export function applyDelta(shown: Frame | null, delta: FrameDelta): ChainResult {
  if (shown === null || shown.epoch !== delta.epoch || shown.scope !== delta.scope)
    return { kind: 'gap' }
  if (delta.tick <= shown.tick)
    return { kind: 'old' }
  if (delta.prev !== shown.tick)
    return { kind: 'gap' }
  try {
    return { kind: 'frame', frame: patchFrame(shown, delta) }
  }
  catch (error) {
    if (error instanceof RangeError)
      return { kind: 'gap' }
    throw error
  }
}

/** An answer that was on its way while newer ticks arrived must not turn the wall back. */
export function isNewer(shown: Frame | null, arrived: Frame): boolean {
  return shown === null
    || shown.epoch !== arrived.epoch
    || shown.scope !== arrived.scope
    || arrived.tick >= shown.tick
}
