import type { WebSocket } from 'ws'
import type { FeedTexts } from './publication.ts'

/** One machine that reads a scope's frames. */
export interface FeedReader {
  receive: (texts: FeedTexts) => void
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
