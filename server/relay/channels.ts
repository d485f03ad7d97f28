const OF_SCOPE = /^:(frames|boards):(.+)$/s

/** Names in Redis. What is published on a channel of a scope is kept under the same name. */
export interface Channels {
  /** The server says every second that it is there. */
  server: string
  /** Relays say every second what they show. */
  wanted: string
  frames: (scope: string) => string
  boards: (scope: string) => string
  /** What is carried under the name of a scope; null: it is no such name. */
  parse: (name: string) => { kind: 'frames' | 'boards', scope: string } | null
}

/** @param profile id of the city: several servers may share a Redis, one a city */
export function channelsOf(profile: string): Channels {
  const prefix = `gridwall:${profile}`
  return {
    server: `${prefix}:server`,
    wanted: `${prefix}:wanted`,
    frames: scope => `${prefix}:frames:${scope}`,
    boards: scope => `${prefix}:boards:${scope}`,
    parse(name) {
      const [, kind, scope] = OF_SCOPE.exec(name.slice(prefix.length)) ?? []
      const isOurs = name.startsWith(prefix) && scope !== undefined
      return isOurs ? { kind: kind as 'frames' | 'boards', scope } : null
    },
  }
}
