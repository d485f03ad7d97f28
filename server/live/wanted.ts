import { AppError } from '../errors.ts'

/** Which scopes the tick computes: the root, those on screens, those asked for lately. */
export interface Wanted {
  list: () => string[]
  /** Somebody shows it until the release. Throws AppError `capacity_reached`. */
  watch: (scope: string) => () => void
  /** Somebody asked once. Throws AppError `capacity_reached`. */
  ask: (scope: string) => void
}

export interface WantedOptions {
  root: string
  /** Most scopes of one tick, the root included. */
  maxScopes: number
  /** How long a scope stays after somebody asked. */
  askedMs: number
  now: () => number
}

export function createWanted({ root, maxScopes, askedMs, now }: WantedOptions): Wanted {
  const watchers = new Map<string, number>([[root, 1]])
  /** Oldest first: every ask goes to the end. */
  const askedAt = new Map<string, number>()

  function list(): string[] {
    for (const [scope, at] of askedAt) {
      if (now() - at >= askedMs)
        askedAt.delete(scope)
    }
    return [...new Set([...watchers.keys(), ...askedAt.keys()])]
  }

  function admit(scope: string, onScreen: boolean): void {
    const scopes = list()
    if (scopes.includes(scope) || scopes.length < maxScopes)
      return
    // A screen goes before a single question.
    const oldest = [...askedAt.keys()].find(asked => !watchers.has(asked))
    if (!onScreen || oldest === undefined) {
      const message = `GRIDWALL_MAX_SCOPES (${maxScopes}) scopes are shown; ${scope} is one more`
      throw new AppError('capacity_reached', message, { retryAfterMs: askedMs })
    }
    askedAt.delete(oldest)
  }

  return {
    list,
    watch(scope) {
      admit(scope, true)
      watchers.set(scope, (watchers.get(scope) ?? 0) + 1)
      let watching = true
      return () => {
        if (!watching)
          return
        watching = false
        const left = watchers.get(scope)! - 1
        if (left > 0)
          watchers.set(scope, left)
        else
          watchers.delete(scope)
      }
    },
    ask(scope) {
      admit(scope, false)
      askedAt.delete(scope)
      askedAt.set(scope, now())
    },
  }
}
