import type { FastifyBaseLogger } from 'fastify'
import type { RedisOptions } from 'ioredis'
import { Redis } from 'ioredis'

const COMMAND_TIMEOUT_MS = 5000
const CONNECT_TIMEOUT_MS = 5000
/** A connection on which a command finds no answer for so long is dead. */
const SILENCE_MS = 10_000
const PING_MS = 2000
const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 3000
/** What may be under way to a Redis that does not read; beyond it messages are dropped. */
const MAX_UNSENT_BYTES = 16 * 1024 * 1024

export interface RedisLinkOptions {
  url: string
  /** For `CLIENT LIST`. */
  name: string
  /** From 0 up to 1. */
  random: () => number
  /** What to listen to, asked anew with each connection. */
  channels: () => string[]
  /** Both connections are up and listen; what was sent before may be lost. */
  onReady: () => void
  onMessage: (channel: string, message: Buffer) => void
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>
}

/** Redis, as long as it lasts, and again when it is back. Nothing waits for it, nothing throws. */
export interface RedisLink {
  isReady: () => boolean
  /** Messages and saves that were not sent: Redis was away or too slow. */
  dropped: () => number
  publish: (channel: string, message: string | Buffer) => void
  save: (key: string, text: Buffer, keepMs: number) => void
  /** One answer a key, null where there is nothing; rejects while Redis is away. */
  read: (keys: readonly string[]) => Promise<(Buffer | null)[]>
  /** `onListening`: from now on nothing is missed while Redis is there. */
  subscribe: (channels: readonly string[], onListening: () => void) => void
  unsubscribe: (channels: readonly string[]) => void
  /** Sends what was published and leaves. */
  close: () => Promise<void>
}

export function createRedisLink(options: RedisLinkOptions): RedisLink {
  const { url, random, log } = options
  const settings: RedisOptions = {
    connectionName: options.name,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    retryStrategy: attempt => retryDelayMs(attempt, random),
    // What waited for a Redis that was away would be old when it is back: frames are replaced,
    // not delivered later, and memory must not grow with an outage.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // The list of channels has changed meanwhile; it is asked for anew.
    autoResubscribe: false,
  }
  const commands = new Redis(url, settings)
  const subscriber = new Redis(url, settings)
  let listening = false
  let up: boolean | null = null
  let unsent = 0
  let dropped = 0

  for (const connection of [commands, subscriber]) {
    connection.on('error', (error: Error) => tell(false, error))
    connection.on('close', () => {
      if (connection === subscriber)
        listening = false
      tell(false, null)
    })
  }
  commands.on('ready', begin)
  subscriber.on('ready', () => {
    subscriber.subscribe(...options.channels()).then(() => {
      listening = true
      begin()
    }, (error: Error) => tell(false, error))
  })
  subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) =>
    options.onMessage(channel.toString('utf8'), message))

  const pings = setInterval(() => {
    if (listening)
      subscriber.ping().catch(() => {})
  }, PING_MS)
  pings.unref()

  function isReady(): boolean {
    return listening && commands.status === 'ready'
  }

  function begin(): void {
    if (!isReady())
      return
    tell(true, null)
    options.onReady()
  }

  /** The first failure and the recovery are news; the failures between are not. */
  function tell(now: boolean, error: Error | null): void {
    if (now === up)
      return
    up = now
    if (now)
      log.info('Redis answers')
    else
      log.warn({ err: error }, 'Redis is away; it is tried again')
  }

  function send(bytes: number, command: () => Promise<unknown>): void {
    if (commands.status !== 'ready' || unsent + bytes > MAX_UNSENT_BYTES) {
      dropped++
      return
    }
    unsent += bytes
    command()
      .catch(() => dropped++)
      .finally(() => (unsent -= bytes))
  }

  return {
    isReady,
    dropped: () => dropped,
    publish: (channel, message) =>
      send(Buffer.byteLength(message), async () => commands.publish(channel, message)),
    save: (key, text, keepMs) =>
      send(text.length, async () => commands.set(key, text, 'PX', keepMs)),
    read: async keys => commands.mgetBuffer(...keys),
    subscribe(channels, onListening) {
      // Where this fails the connection does, and the next one begins with all channels.
      subscriber.subscribe(...channels).then(onListening, () => {})
    },
    unsubscribe(channels) {
      subscriber.unsubscribe(...channels).catch(() => {})
    },
    async close() {
      clearInterval(pings)
      up = false
      await Promise.allSettled([commands.quit(), subscriber.quit()])
      commands.disconnect()
      subscriber.disconnect()
    },
  }
}

/**
 * How long to wait before the attempt, ms: longer each time, and not the same for all who lost
 * the same Redis.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  const longest = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LAST_RETRY_MS)
  return Math.round(longest * (0.5 + random() / 2))
}
