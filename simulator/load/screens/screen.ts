import type { Socket } from 'socket.io-client'
import type { Frame, FrameDelta } from '../../../contract/frame.ts'
import type { ClientToServerEvents, JoinAnswer, ServerToClientEvents } from '../../../contract/wall.ts'
import type { Arrivals } from './arrivals.ts'
import { io } from 'socket.io-client'
import { patchFrame } from '../../../contract/frame.ts'
import { WALL_NAMESPACE } from '../../../contract/wall.ts'
import { steadyNow } from '../steady-now.ts'
import { createArrivals } from './arrivals.ts'

/** A wall without pixels: joins, applies what comes, asks again after a gap, comes back. */
export interface Screen {
  readonly scope: string
  readonly arrivals: Arrivals
  /** What it would show now; null before the first frame. */
  frame: () => Frame | null
  isConnected: () => boolean
  /** Frames that did not fit the one before: the screen asked for a whole one. */
  resyncs: () => number
  deltas: () => number
  /** Whole frames that came after the connection was made anew. */
  returns: () => number
  /** What the server said instead of a frame; null: nothing. */
  refusal: () => string | null
  /** Cuts the connection as a broken network does; the screen comes back by itself. */
  cut: () => void
  /** When connections were made, by steadyNow. */
  connections: () => readonly number[]
  close: () => void
}

export interface ScreenOptions { url: string, token: string | null, scope: string }

type WallSocket = Socket<ServerToClientEvents, ClientToServerEvents>

const RETRY_MS = 500

export function openScreen({ url, token, scope }: ScreenOptions): Screen {
  const socket: WallSocket = io(url + WALL_NAMESPACE, {
    transports: ['websocket'],
    forceNew: true,
    auth: token === null ? {} : { token },
    // As the page comes back: spread, and later every time.
    reconnectionDelay: 500,
    reconnectionDelayMax: 8000,
    randomizationFactor: 0.5,
  })
  const arrivals = createArrivals()
  const counts = { resyncs: 0, deltas: 0 }
  const connections: number[] = []
  let frame: Frame | null = null
  let refusal: string | null = null
  let isAsking = false

  function show(next: Frame): void {
    frame = next
    arrivals.add(next.seq, steadyNow())
  }
  function take(delta: FrameDelta): void {
    if (frame === null)
      return
    counts.deltas++
    if (delta.epoch === frame.epoch && delta.prev === frame.tick) {
      show(patchFrame(frame, delta))
    }
    else if (!isAsking) {
      counts.resyncs++
      ask(answer => socket.emit('frame:resync', answer))
    }
  }
  function ask(send: (answer: (reply: JoinAnswer) => void) => void): void {
    isAsking = true
    send((reply) => {
      isAsking = false
      refusal = reply.ok ? null : `${reply.code}: ${reply.message}`
      if (reply.ok)
        show(reply.frame)
      else if (socket.connected)
        setTimeout(join, RETRY_MS).unref()
    })
  }
  function join(): void {
    connections.push(steadyNow())
    ask(answer => socket.emit('scope:join', scope, answer))
  }

  socket.on('connect', join)
  socket.on('frame:delta', take)
  socket.on('frame:snapshot', show)
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    refusal = `${error.data?.code ?? 'no connection'}: ${error.message}`
    // After a refusal socket.io stays away; a wall does not.
    if (!socket.active)
      setTimeout(() => socket.connect(), RETRY_MS).unref()
  })
  return {
    scope,
    arrivals,
    frame: () => frame,
    isConnected: () => socket.connected,
    resyncs: () => counts.resyncs,
    deltas: () => counts.deltas,
    returns: () => Math.max(0, connections.length - 1),
    refusal: () => refusal,
    cut: () => void socket.io.engine.close(),
    connections: () => connections,
    close: () => void socket.disconnect(),
  }
}
