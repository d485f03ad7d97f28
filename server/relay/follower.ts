import type { FeedMessage } from '../../contract/feed.ts'
import type { FrameDelta } from '../../contract/frame.ts'
import type { SavedFrame } from '../live/delta.ts'
import type { Publication } from '../live/publication.ts'
import { patchFrame } from '../../contract/frame.ts'
import { serialisePanels } from '../live/delta.ts'
import { buildPublication, snapshotText } from '../live/publication.ts'

/** Deltas that wait for the frame they go on from; a minute of the quickest ticks has more. */
const MAX_WAITING = 256

interface Waiting { delta: FrameDelta, bytes: Buffer }

/** The frames of one scope as they come from Redis, in order and without a gap. */
export interface Follower {
  saved: () => SavedFrame | undefined
  /** Is a frame missing, so that what comes cannot be used? */
  isBehind: () => boolean
  /** What is new by it, in order; `bytes` is the message as it came. */
  receive: (message: FeedMessage, bytes: Buffer) => Publication[]
}

/** Messages of other scopes, or of another `epoch` than that of the server, are left aside. */
export function createFollower(scope: string, epoch: string): Follower {
  let saved: SavedFrame | undefined
  let waiting: Waiting[] = []

  function takeSnapshot(frame: SavedFrame['frame']): Publication[] {
    if (saved !== undefined && frame.tick <= saved.frame.tick)
      return []
    const before = saved
    saved = { frame, texts: serialisePanels(frame.panels) }
    return [buildPublication(saved, before), ...goOn()]
  }

  function takeDelta(delta: FrameDelta, bytes: Buffer): Publication[] {
    if (saved !== undefined && delta.tick <= saved.frame.tick)
      return []
    waiting = [...waiting, { delta, bytes }].slice(-MAX_WAITING)
    return saved === undefined ? [] : goOn()
  }

  /** Puts the waiting deltas on the frame as far as they fit. */
  function goOn(): Publication[] {
    const publications: Publication[] = []
    waiting = waiting.filter(({ delta }) => delta.tick > saved!.frame.tick)
    while (waiting[0] !== undefined && waiting[0].delta.prev === saved?.frame.tick) {
      const publication = apply(saved, waiting.shift()!)
      if (publication === null)
        saved = undefined
      else
        publications.push(publication)
    }
    return publications
  }

  /** Null: it does not fit although it says so, and all must be read anew. */
  function apply(before: SavedFrame, { delta, bytes }: Waiting): Publication | null {
    let frame: SavedFrame['frame']
    try {
      frame = patchFrame(before.frame, delta)
    }
    catch (error) {
      if (error instanceof RangeError)
        return null
      throw error
    }
    saved = { frame, texts: serialisePanels(frame.panels, before) }
    return { scope, saved, delta, texts: { snapshot: snapshotText(saved), delta: () => bytes } }
  }

  return {
    saved: () => saved,
    isBehind: () => saved === undefined || waiting.length > 0,
    receive(message, bytes) {
      const head = message.kind === 'snapshot' ? message.frame : message.delta
      if (head.scope !== scope || head.epoch !== epoch)
        return []
      return message.kind === 'snapshot'
        ? takeSnapshot(message.frame)
        : takeDelta(message.delta, bytes)
    },
  }
}
