import type { FrameHead, Lag } from '../../contract/frame.ts'
import type { FrameContent } from '../ports.ts'
import type { SavedFrame } from './delta.ts'
import type { Publication } from './publication.ts'
import { serialisePanels } from './delta.ts'
import { buildPublication } from './publication.ts'

/** What all frames of one tick have in common; without a word of the audit there is none. */
export type Moment = Pick<FrameHead, 'computedAt' | 'clock' | 'lag' | 'sources'>
  & Partial<Pick<FrameHead, 'audit'>>

/** Keeps the last frame of every wanted scope and tells who listens about each new one. */
export interface Hub {
  get: (scope: string) => SavedFrame | undefined
  /** One frame a scope, under one new tick number. Scopes that are absent are forgotten. */
  put: (contents: ReadonlyMap<string, FrameContent>, moment: Moment) => void
  /** The numbers stand still: same panels, a new tick that says since when. Sources go on. */
  markStale: (staleSince: string, lag: Lag, sources: FrameHead['sources']) => void
  subscribe: (listener: (publication: Publication) => void) => () => void
}

/** `epoch` names this run of the server: its ticks do not compare with another run's. */
export function createHub(epoch: string): Hub {
  let frames = new Map<string, SavedFrame>()
  const listeners = new Set<(publication: Publication) => void>()
  let tick = 0

  /** Saves all frames first: a screen that joins while others are told gets the new one. */
  function replace(next: Map<string, SavedFrame>): void {
    const before = frames
    frames = next
    for (const [scope, saved] of next) {
      const publication = buildPublication(saved, before.get(scope))
      for (const listener of listeners)
        listener(publication)
    }
  }

  return {
    get: scope => frames.get(scope),
    put(contents, moment) {
      tick++
      replace(new Map(Array.from(contents, ([scope, { seq, asOf, panels }]) => {
        const head = { scope, epoch, tick, seq, asOf, audit: null, ...moment, staleSince: null }
        const frame = { ...head, panels }
        return [scope, { frame, texts: serialisePanels(panels, frames.get(scope)) }]
      })))
    },
    markStale(staleSince, lag, sources) {
      tick++
      replace(new Map(Array.from(frames, ([scope, { frame, texts }]) =>
        [scope, { frame: { ...frame, tick, staleSince, lag, sources }, texts }])))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
