import type { Socket } from 'socket.io-client'
import type { Frame, FrameDelta } from '../../contract/frame.ts'
import type {
  ClientToServerEvents,
  JoinAnswer,
  ServerToClientEvents,
  WallAuth,
} from '../../contract/wall.ts'
import { io } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { WALL_NAMESPACE } from '../../contract/wall.ts'

export type WallClient = Socket<ServerToClientEvents, ClientToServerEvents> & {
  join: (scope: string) => Promise<JoinAnswer>
  /** Joins and expects a frame. */
  show: (scope: string) => Promise<Frame>
  resync: () => Promise<JoinAnswer>
  nextDelta: () => Promise<FrameDelta>
}

export interface WallClientOptions {
  auth?: WallAuth
  headers?: Record<string, string>
  transports?: ('websocket' | 'polling')[]
  /** Comes back by itself, as the page does. @default false */
  comesBack?: boolean
}

/** A screen as the page is one; disconnects after the test. */
export function connectWall(url: string, options: WallClientOptions = {}): WallClient {
  const socket = io(url + WALL_NAMESPACE, {
    transports: options.transports ?? ['websocket'],
    auth: options.auth ?? {},
    extraHeaders: options.headers ?? {},
    forceNew: true,
    reconnection: options.comesBack ?? false,
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
  }) as WallClient
  onTestFinished(() => void socket.disconnect())
  socket.join = async scope => new Promise(resolve => socket.emit('scope:join', scope, resolve))
  socket.resync = async () => new Promise(resolve => socket.emit('frame:resync', resolve))
  socket.nextDelta = async () => new Promise(resolve => socket.once('frame:delta', resolve))
  socket.show = async (scope) => {
    const answer = await socket.join(scope)
    if (!answer.ok)
      throw new Error(`${answer.code}: ${answer.message}`)
    return answer.frame
  }
  return socket
}

/** The code of the refusal, or of a failed connection. */
export async function refusalOf(socket: WallClient): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => reject(new Error('connected')))
    socket.once('connect_error', (error: Error & { data?: { code: string } }) => {
      resolve(error.data?.code ?? error.message)
    })
  })
}
