import type { FeedTexts } from './publication.ts'

/** One machine that reads a scope's frames. */
export interface FeedReader {
  receive: (texts: FeedTexts) => void
}

/** Where it is sent to. */
export interface FeedLine {
  /** Bytes that wait to be sent. */
  bufferedAmount: () => number
  write: (text: Buffer) => void
}

/**
 * Begins with a snapshot. While more than `maxBufferBytes` wait for the reader it is sent nothing;
 * once half of that is gone it goes on with the latest snapshot.
 */
export function createFeedReader(
  { bufferedAmount, write }: FeedLine,
  maxBufferBytes: number,
): FeedReader {
  let needsSnapshot = true
  return {
    receive({ snapshot, delta }) {
      const waiting = bufferedAmount()
      if (waiting > maxBufferBytes)
        needsSnapshot = true
      if (needsSnapshot && waiting > maxBufferBytes / 2)
        return
      write(needsSnapshot || delta === null ? snapshot() : delta())
      needsSnapshot = false
    },
  }
}
