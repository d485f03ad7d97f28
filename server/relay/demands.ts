import type { Demand } from './messages.ts'

/** A relay that has said nothing for so long wants nothing any more. */
export const DEMAND_MS = 5000
/** More relays than a city has; each costs an entry. */
const MAX_RELAYS = 256

export interface DemandsOptions {
  /** Keeps a scope in the ticks until the release. May throw, then it is not wanted. */
  watch: (scope: string) => () => void
  /** A clock that never jumps, ms. */
  now: () => number
  /** Why a scope cannot be had; once until it can. */
  onRefused: (scope: string, error: unknown) => void
}

/** What relays show, for as long as they say so. */
export interface Demands {
  /** Answers the scopes that this relay did not have before. */
  hear: (demand: Demand) => string[]
  /** Forgets relays that went silent. */
  expire: () => void
  isWanted: (scope: string) => boolean
  list: () => string[]
  /** Wanted and not to be had. */
  refused: () => string[]
  relays: () => number
  close: () => void
}

interface Entry { scopes: ReadonlySet<string>, heardAt: number }

export function createDemands({ watch, now, onRefused }: DemandsOptions): Demands {
  const entries = new Map<string, Entry>()
  const watched = new Map<string, () => void>()
  let refused = new Set<string>()

  /** Watches exactly what some relay wants. */
  function settle(): void {
    const wanted = new Set([...entries.values()].flatMap(({ scopes }) => [...scopes]))
    for (const [scope, release] of watched) {
      if (!wanted.has(scope)) {
        release()
        watched.delete(scope)
      }
    }
    const before = refused
    refused = new Set()
    for (const scope of wanted) {
      if (!watched.has(scope))
        tryToWatch(scope, before.has(scope))
    }
  }

  function tryToWatch(scope: string, isKnown: boolean): void {
    try {
      watched.set(scope, watch(scope))
    }
    catch (error) {
      refused.add(scope)
      if (!isKnown)
        onRefused(scope, error)
    }
  }

  return {
    hear({ relay, scopes }) {
      const before = entries.get(relay)?.scopes
      if (before === undefined && entries.size >= MAX_RELAYS)
        return []
      if (scopes.length === 0)
        entries.delete(relay)
      else
        entries.set(relay, { scopes: new Set(scopes), heardAt: now() })
      settle()
      return scopes.filter(scope => watched.has(scope) && !before?.has(scope))
    },
    expire() {
      for (const [relay, { heardAt }] of entries) {
        if (now() - heardAt >= DEMAND_MS)
          entries.delete(relay)
      }
      settle()
    },
    isWanted: scope => watched.has(scope),
    list: () => [...watched.keys()],
    refused: () => [...refused],
    relays: () => entries.size,
    close() {
      entries.clear()
      settle()
    },
  }
}
