import type { FastifyInstance } from 'fastify'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Access } from '../access.ts'
import type { ErrorCode } from '../errors.ts'
import { EventEmitter } from 'node:events'
import { STATUS_CODES } from 'node:http'
import websocket from '@fastify/websocket'
import { Server } from 'socket.io'
import { WALL_NAMESPACE } from '../../contract/wall.ts'
import { toErrorBody } from '../error-answer.ts'
import { AppError, ERRORS } from '../errors.ts'
import { startHeartbeat } from './heartbeat.ts'

const SOCKET_IO_PATH = '/socket.io/'
const FEED_PATHS = '/ws/'
/** What a screen says is a scope's code; more than this is no screen. */
const MAX_SCREEN_MESSAGE_BYTES = 4096
const HEARTBEAT_MS = 30_000
/** How long a peer has to say goodbye. */
const FAREWELL_MS = 1000

export interface SocketsOptions {
  access: Access
  /** Most raw WebSockets at once, both directions together. */
  maxFeeds: number
  /** Largest message of a raw WebSocket: a batch of events. */
  maxMessageBytes: number
  /** Who may not connect just now, whoever it is. @default nobody is refused */
  refusal?: () => ErrorCode | null
}

export interface Sockets {
  io: Server
  /** Ends every connection, as a broken line would: who was connected comes back by itself. */
  drop: () => void
}

/**
 * Puts socket.io and raw WebSockets on one port. Both want the server's `upgrade` event and each
 * would end the other's connections, so this listener decides first: origin, then path.
 */
export async function openSockets(app: FastifyInstance, options: SocketsOptions): Promise<Sockets> {
  const { access, maxFeeds, maxMessageBytes } = options
  const upgrades = new EventEmitter()

  await app.register(websocket, {
    options: {
      // The plugin only listens for `upgrade` on it.
      server: upgrades as unknown as FastifyInstance['server'],
      maxPayload: maxMessageBytes,
      perMessageDeflate: false,
    },
    preClose: (done) => {
      farewell(app.websocketServer.clients, 1001, 'the server stops')
      done()
    },
  })
  const io = new Server(app.server, {
    path: SOCKET_IO_PATH,
    transports: ['websocket', 'polling'],
    destroyUpgrade: false,
    serveClient: false,
    maxHttpBufferSize: MAX_SCREEN_MESSAGE_BYTES,
    connectTimeout: 10_000,
    // Compressing for every socket costs more than it saves on a city's network.
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest: (request, decide) => {
      const code = refusalOf(request)
      decide(code && ERRORS[code].meaning, code === null)
    },
  })

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url!.split('?')[0]!
    if (path.startsWith(SOCKET_IO_PATH))
      return
    const refused = refusalOf(request)
    if (refused)
      refuse(socket, refused)
    else if (!path.startsWith(FEED_PATHS))
      refuse(socket, 'not_found', `No WebSocket is at ${path.slice(0, 128)}.`)
    else if (app.websocketServer.clients.size >= maxFeeds)
      refuse(socket, 'capacity_reached')
    else
      upgrades.emit('upgrade', request, socket, head)
  })

  const stopHeartbeat = startHeartbeat(app.websocketServer, HEARTBEAT_MS)
  app.addHook('preClose', async () => {
    stopHeartbeat()
    // Not io.close(), which would close the HTTP server under Fastify's feet, and no disconnect
    // packet: a wall that was disconnected on purpose would not come back by itself.
    io.engine.close()
  })
  return { io, drop }

  function drop(): void {
    // No disconnect packet: a wall that was disconnected on purpose would stay away.
    for (const socket of io.of(WALL_NAMESPACE).sockets.values())
      socket.conn.close()
    farewell(app.websocketServer.clients, 1013, 'the server is away')
  }

  function refusalOf({ headers }: IncomingMessage): ErrorCode | null {
    if (!access.hostAllowed(headers.host))
      return 'host_refused'
    if (!access.originAllowed(headers.origin, headers.host))
      return 'origin_refused'
    return options.refusal?.() ?? null
  }
}

/** Nothing of HTTP is left on an upgrading socket: the answer is written by hand. */
function refuse(socket: Duplex, code: ErrorCode, message?: string): void {
  const { status } = ERRORS[code]
  const body = JSON.stringify(toErrorBody(new AppError(code, message)))
  socket.on('error', () => socket.destroy())
  socket.end([
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n'))
}

/** A closed server waits for every connection: those that do not answer are cut. */
function farewell(clients: ReadonlySet<WebSocket>, code: number, reason: string): void {
  const leaving = [...clients]
  for (const client of leaving)
    client.close(code, reason)
  setTimeout(() => leaving.forEach(client => client.terminate()), FAREWELL_MS).unref()
}
