import type { Frame } from '../../contract/frame.ts'
import type { WallClient } from './wall-client.ts'
import { applyDelta, isNewer } from '../../web/live/frame-chain.ts'
import { connectWall } from './wall-client.ts'

/** A screen that shows one scope for ever, by the page's own rules. */
export interface ShownFrames {
  socket: WallClient
  /** Every frame it showed, by epoch and tick. */
  frames: Map<string, Frame>
  latest: () => Frame | null
  /** Deltas that did not fit what it showed. */
  gaps: () => number
}

export function showFrames(url: string, scope: string): ShownFrames {
  const socket = connectWall(url, { comesBack: true })
  const frames = new Map<string, Frame>()
  let latest: Frame | null = null
  let gaps = 0

  function show(frame: Frame): void {
    if (!isNewer(latest, frame))
      return
    latest = frame
    frames.set(`${frame.epoch} ${frame.tick}`, structuredClone(frame))
  }

  function join(): void {
    // Without a promise: the next delta may come before what waits for one.
    socket.emit('scope:join', scope, (answer) => {
      if (answer.ok)
        show(answer.frame)
      else if (socket.connected)
        setTimeout(join, 100)
    })
  }

  socket.on('connect', join)
  socket.on('frame:snapshot', show)
  socket.on('frame:delta', (delta) => {
    // The answer to the join is on its way.
    if (latest === null)
      return
    const result = applyDelta(latest, delta)
    if (result.kind === 'frame')
      show(result.frame)
    if (result.kind !== 'gap')
      return
    gaps++
    void socket.resync().then(answer => answer.ok && show(answer.frame))
  })
  return { socket, frames, latest: () => latest, gaps: () => gaps }
}
