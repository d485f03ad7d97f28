import type { FastifyBaseLogger } from 'fastify'
import type { City } from '../../city/city.ts'
import type { Live } from '../live/live.ts'
import type { Publication } from '../live/publication.ts'
import type { Boards } from '../live/screen.ts'
import type { Beacon } from './messages.ts'
import { snapshotText } from '../live/publication.ts'
import { channelsOf } from './channels.ts'
import { createDemands } from './demands.ts'
import { readBeacon, readDemand } from './messages.ts'
import { digestProfile } from './profile-digest.ts'
import { createRedisLink } from './redis-link.ts'

const BEAT_MS = 1000
/**
 * How often the whole frame of a scope is saved while deltas flow: a relay that missed one waits
 * no longer for it, and a busy wall does not write 60 kB five times a second.
 */
const SAVE_EVERY_MS = 1000
/** A frame that nobody wanted for so long leaves Redis. */
const KEEP_MS = 600_000

export interface PublisherOptions {
  url: string
  city: City
  /** Does acknowledging an alarm take an operator's token? */
  operators: boolean
  epoch: string
  live: Pick<Live, 'watch' | 'peek' | 'current' | 'subscribe'>
  /** @default no alarms */
  boards?: Boards
  wallNow: () => number
  steadyNow: () => number
  random: () => number
  log: Pick<FastifyBaseLogger, 'warn' | 'info' | 'error'>
}

export interface Publisher {
  /** Relays that said lately what they show. */
  relays: () => number
  isConnected: () => boolean
  close: () => Promise<void>
}

/** Puts the frames and alarms that relays show into Redis, as they are made. */
export function openPublisher(options: PublisherOptions): Publisher {
  const { live, boards, epoch, wallNow, steadyNow, log } = options
  const channels = channelsOf(options.city.id)
  const profile = digestProfile(options.city)
  const startedAt = wallNow()
  const savedAt = new Map<string, number>()
  const sentBoards = new Map<string, string>()
  let boardNumber = 0
  let rivals = new Set<string>()

  const demands = createDemands({
    watch: live.watch,
    now: steadyNow,
    onRefused: (scope, error) =>
      log.warn({ err: error, scope }, 'relays want a scope that cannot be had'),
  })
  const link = createRedisLink({
    url: options.url,
    name: `gridwall-server-${options.city.id}`,
    random: options.random,
    channels: () => [channels.server, channels.wanted],
    onReady: () => {
      beat()
      offer(demands.list())
    },
    onMessage: (channel, message) => {
      if (channel === channels.wanted)
        hearDemand(message)
      else
        hearBeacon(message)
    },
    log,
  })
  const beats = setInterval(() => {
    demands.expire()
    forgetUnwanted()
    beat()
  }, BEAT_MS)
  const stopFrames = live.subscribe(publish)
  const stopBoards = boards?.subscribe(() => demands.list().forEach(scope => sendBoard(scope)))

  function beat(leaving = false): void {
    const beacon: Beacon = {
      epoch,
      startedAt,
      at: wallNow(),
      profile,
      operators: options.operators,
      refused: demands.refused(),
      leaving,
    }
    link.publish(channels.server, JSON.stringify(beacon))
  }

  function hearDemand(message: Buffer): void {
    const demand = readDemand(message)
    if (demand === null) {
      log.warn('a message of a relay was refused: it does not say what is shown')
      return
    }
    const before = demands.refused().length
    offer(demands.hear(demand))
    if (demands.refused().length !== before)
      beat()
  }

  /** Our own beacons come back; another's mean that two servers feed the same walls. */
  function hearBeacon(message: Buffer): void {
    const beacon = readBeacon(message)
    if (beacon === null || beacon.epoch === epoch || beacon.leaving || rivals.has(beacon.epoch))
      return
    rivals = new Set([...rivals, beacon.epoch].slice(-8))
    log.error({ epoch: beacon.epoch }, 'another server publishes for the same profile in this Redis; relays follow the one that started last')
  }

  /** Whole, and with its alarms first: a wall must not show numbers as if nothing were wrong. */
  function offer(scopes: readonly string[]): void {
    for (const scope of scopes) {
      sentBoards.delete(scope)
      sendBoard(scope)
      const saved = live.peek(scope)
      if (saved === undefined) {
        // Computes it now; as a scope's first frame it is published whole.
        live.current(scope).catch(() => {})
        continue
      }
      const text = snapshotText(saved)()
      save(scope, text)
      link.publish(channels.frames(scope), text)
    }
  }

  function publish({ scope, delta, texts }: Publication): void {
    if (!demands.isWanted(scope))
      return
    const since = steadyNow() - (savedAt.get(scope) ?? Number.NEGATIVE_INFINITY)
    if (delta === null || since >= SAVE_EVERY_MS)
      save(scope, texts.snapshot())
    link.publish(channels.frames(scope), (texts.delta ?? texts.snapshot)())
  }

  function save(scope: string, text: Buffer): void {
    savedAt.set(scope, steadyNow())
    link.save(channels.frames(scope), text, KEEP_MS)
  }

  function sendBoard(scope: string): void {
    if (boards === undefined)
      return
    const board = JSON.stringify(boards.board(scope))
    if (sentBoards.get(scope) === board)
      return
    sentBoards.set(scope, board)
    const text = Buffer.from(`{"epoch":${JSON.stringify(epoch)},"n":${++boardNumber},"board":${board}}`)
    link.save(channels.boards(scope), text, KEEP_MS)
    link.publish(channels.boards(scope), text)
  }

  function forgetUnwanted(): void {
    for (const scope of [...savedAt.keys(), ...sentBoards.keys()]) {
      if (!demands.isWanted(scope)) {
        savedAt.delete(scope)
        sentBoards.delete(scope)
      }
    }
  }

  return {
    relays: demands.relays,
    isConnected: link.isReady,
    async close() {
      clearInterval(beats)
      stopFrames()
      stopBoards?.()
      demands.close()
      beat(true)
      await link.close()
    },
  }
}
