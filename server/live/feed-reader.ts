import type { WebSocket } from 'ws'
import type { SavedFrame } from './delta.ts'
import type { Publication } from './hub.ts'
import { encodeDelta, encodeFrame } from './delta.ts'

/** What a reader is sent, encoded once for all readers of the scope. */
export interface FeedTexts {
  snapshot: () => Buffer
  /** null: the scope had no frame before. */
  delta: (() => Buffer) | null
}

/** One machine that reads a scope's frames. */
export interface FeedReader {
  receive: (texts: FeedTexts) => void
}

export function toFeedTexts(publication: Publication): FeedTexts {
  const { saved, delta } = publication
  return {
    snapshot: snapshotText(saved),
    delta: delta && once(() => `{"kind":"delta","delta":${encodeDelta(delta, saved)}}`),
  }
}

export function snapshotText(saved: SavedFrame): () => Buffer {
  return once(() => `{"kind":"snapshot","frame":${encodeFrame(saved)}}`)
}

/**
 * Begins with a snapshot. While more than `maxBufferBytes` wait for the reader it is sent nothing;
 * once half of that is gone it goes on with the latest snapshot.
 */
export function createFeedReader(
  peer: Pick<WebSocket, 'send' | 'bufferedAmount'>,
  maxBufferBytes: number,
): FeedReader {
  let needsSnapshot = true
  return {
    receive({ snapshot, delta }) {
      if (peer.bufferedAmount > maxBufferBytes)
        needsSnapshot = true
      if (needsSnapshot && peer.bufferedAmount > maxBufferBytes / 2)
        return
      const text = needsSnapshot || delta === null ? snapshot() : delta()
      needsSnapshot = false
      peer.send(text, { binary: false })
    },
  }
}

function once(make: () => string): () => Buffer {
  let made: Buffer | undefined
  return () => (made ??= Buffer.from(make()))
}
