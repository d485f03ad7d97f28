import type { FrameDelta } from '../../contract/frame.ts'
import type { SavedFrame } from './delta.ts'
import { buildDelta, encodeFrame } from './delta.ts'

/** A publication as FeedMessages, encoded once for all who read the scope, and only when asked. */
export interface FeedTexts {
  snapshot: () => Buffer
  /** null: the scope had no frame before. */
  delta: (() => Buffer) | null
}

/** The new frame of a scope, and how to get there from the one before. */
export interface Publication {
  scope: string
  saved: SavedFrame
  /** null: the scope had no frame before that this one could follow. */
  delta: FrameDelta | null
  texts: FeedTexts
}

/** `before` is the frame that all listeners hold; undefined: they hold none that compares. */
export function buildPublication(saved: SavedFrame, before: SavedFrame | undefined): Publication {
  const delta = before === undefined ? null : buildDelta(before, saved)
  return {
    scope: saved.frame.scope,
    saved,
    delta,
    texts: {
      snapshot: snapshotText(saved),
      delta: delta && once(() => Buffer.from(JSON.stringify({ kind: 'delta', delta }))),
    },
  }
}

export function snapshotText(saved: SavedFrame): () => Buffer {
  return once(() => Buffer.from(`{"kind":"snapshot","frame":${encodeFrame(saved)}}`))
}

/** Made when it is asked for the first time. */
export function once(make: () => Buffer): () => Buffer {
  let made: Buffer | undefined
  return () => (made ??= make())
}
