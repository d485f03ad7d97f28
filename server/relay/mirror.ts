import type { FastifyBaseLogger } from 'fastify'
import type { AlarmBoard } from '../../contract/alarms.ts'
import type { SavedFrame } from '../live/delta.ts'
import type { Publication } from '../live/publication.ts'
import type { Beacon } from './messages.ts'
import type { ScopeState } from './scope-state.ts'
import { channelsOf } from './channels.ts'
import { readBeacon } from './messages.ts'
import { createRedisLink } from './redis-link.ts'
import { createScopeState } from './scope-state.ts'
import { createServerWatch } from './server-watch.ts'

const BEAT_MS = 1000

export interface MirrorOptions {
  url: string
  /** Id of the city, and the digest of what its profile says. */
  profile: string
  profileDigest: string
  /** Random, new with every start. */
  relay: string
  /** What is shown here at this moment. */
  wanted: () => string[]
  onFrame: (publication: Publication) => void
  onBoards: () => void
  /** The server said something of itself, or can no longer be followed. */
  onServer: () => void
  /** The server cannot be followed any more: what it said is forgotten. */
  onLost: () => void
  steadyNow: () => number
  random: () => number
  log: Pick<FastifyBaseLogger, 'warn' | 'info' | 'error'>
}

/** What stands between the server and its walls here; null: nothing. */
export type Obstacle = 'redis' | 'server' | 'profile' | null

export interface MirrorReadings {
  obstacle: Obstacle
  /** Messages that were not what their channel carries. */
  refused: number
  /** How often what was saved was read: for a scope's first frame, or because one was missed. */
  reads: number
}

/** One server's frames and alarms of the scopes that are wanted here, as Redis carries them. */
export interface Mirror {
  saved: (scope: string) => SavedFrame | undefined
  /** null: the server has said nothing of them. */
  board: (scope: string) => AlarmBoard | null
  /** The last word of the server; null: it is away, or shows another profile. */
  server: () => Beacon | null
  /** The server's clock, ms since 1970; null before its first word. */
  serverNow: () => number | null
  /** What is wanted has changed. */
  settle: () => void
  readings: () => MirrorReadings
  close: () => Promise<void>
}

export function openMirror(options: MirrorOptions): Mirror {
  const { relay, wanted, log } = options
  const channels = channelsOf(options.profile)
  const watch = createServerWatch(options.steadyNow)
  /** Of the run of the server that is followed; null while none is. */
  let epoch: string | null = null
  let states = new Map<string, ScopeState>()
  let listened = new Set(wanted())
  let strangeProfile: string | null = null
  const reading = new Set<string>()
  const garbled = new Set<string>()
  let refused = 0
  let reads = 0

  const link = createRedisLink({
    url: options.url,
    name: `gridwall-relay-${options.profile}`,
    random: options.random,
    channels: () => [channels.server, ...[...listened].flatMap(namesOf)],
    onReady: () => {
      announce([...listened])
      listened.forEach(read)
    },
    onMessage: (channel, message) => {
      if (channel === channels.server)
        hearServer(message)
      else
        take(channel, message)
    },
    log,
  })
  const beats = setInterval(() => {
    if (epoch !== null && watch.current() === null)
      lose()
    settle()
    announce([...listened])
    for (const [scope, state] of states) {
      if (state.isBehind())
        read(scope)
    }
  }, BEAT_MS)

  /** Alarms first: no wall shows numbers before it knows what is wrong. */
  function namesOf(scope: string): [boards: string, frames: string] {
    return [channels.boards(scope), channels.frames(scope)]
  }

  function announce(scopes: string[]): void {
    link.publish(channels.wanted, JSON.stringify({ relay, scopes }))
  }

  function hearServer(message: Buffer): void {
    const beacon = readBeacon(message)
    if (beacon === null)
      return void refuse(channels.server)
    garbled.delete(channels.server)
    if (watch.hear(beacon) === 'other')
      return
    if (beacon.leaving)
      return lose()
    if (beacon.profile !== options.profileDigest)
      return refuseProfile(beacon.epoch)
    strangeProfile = null
    if (epoch !== beacon.epoch)
      follow(beacon.epoch)
    options.onServer()
  }

  function follow(next: string): void {
    epoch = next
    log.info({ epoch }, 'the server is followed')
    states = new Map(Array.from(listened, scope => [scope, createScopeState(scope, next)]))
    announce([...listened])
    listened.forEach(read)
  }

  function lose(): void {
    if (epoch === null)
      return
    epoch = null
    // Who joins later must not be shown them as if they were of now.
    states = new Map()
    log.warn('the server is away; walls and feeds are let go until it is back')
    options.onServer()
    options.onLost()
  }

  function refuseProfile(of: string): void {
    if (strangeProfile !== of)
      log.error('the server shows another profile, or another version of it: give this relay the same and start it again')
    strangeProfile = of
    lose()
  }

  function settle(): void {
    const now = new Set(wanted())
    const come = [...now].filter(scope => !listened.has(scope))
    const gone = [...listened].filter(scope => !now.has(scope))
    listened = now
    if (gone.length > 0) {
      gone.forEach(scope => states.delete(scope))
      link.unsubscribe(gone.flatMap(namesOf))
    }
    if (come.length > 0) {
      if (epoch !== null)
        come.forEach(scope => states.set(scope, createScopeState(scope, epoch!)))
      // Read when everything that is published from now on is heard.
      link.subscribe(come.flatMap(namesOf), () => come.forEach(read))
    }
    if (come.length + gone.length > 0)
      announce([...now])
  }

  function take(channel: string, message: Buffer): void {
    const name = channels.parse(channel)
    const state = name === null ? undefined : states.get(name.scope)
    // Of a scope that was left a moment ago, or before the server's first word.
    if (name === null || state === undefined)
      return
    if (name.kind === 'boards')
      takeBoard(channel, state, message)
    else if (takeFrame(channel, state, message) && state.isBehind())
      read(name.scope)
  }

  /** Was it a frame? */
  function takeFrame(name: string, state: ScopeState, message: Buffer): boolean {
    const publications = state.takeFrame(message)
    if (publications === null)
      return refuse(name)
    garbled.delete(name)
    publications.forEach(options.onFrame)
    return true
  }

  function takeBoard(name: string, state: ScopeState, message: Buffer): void {
    const changed = state.takeBoard(message)
    if (changed === null)
      return void refuse(name)
    garbled.delete(name)
    if (changed)
      options.onBoards()
  }

  /** The first of a row is news; the others are only counted. */
  function refuse(name: string): false {
    refused++
    if (!garbled.has(name))
      log.warn({ name }, 'a message in Redis was refused: it is not what is carried under this name')
    garbled.add(name)
    return false
  }

  function read(scope: string): void {
    if (reading.has(scope) || !states.has(scope) || !link.isReady())
      return
    reading.add(scope)
    reads++
    const [boards, frames] = namesOf(scope)
    link.read([boards, frames]).then(([board, frame]) => {
      const state = states.get(scope)
      if (state !== undefined && board)
        takeBoard(boards, state, board)
      if (state !== undefined && frame)
        takeFrame(frames, state, frame)
    }).catch((error: unknown) =>
      log.warn({ err: error, scope }, 'a saved frame could not be read; it is tried again'),
    ).finally(() => reading.delete(scope))
  }

  return {
    saved: scope => states.get(scope)?.saved(),
    board: scope => states.get(scope)?.board() ?? null,
    server: () => epoch === null ? null : watch.current(),
    serverNow: watch.now,
    settle,
    readings: () => {
      const server = strangeProfile === null ? 'server' : 'profile'
      const obstacle = !link.isReady() ? 'redis' : epoch === null ? server : null
      return { obstacle, refused, reads }
    },
    async close() {
      clearInterval(beats)
      announce([])
      await link.close()
    },
  }
}
