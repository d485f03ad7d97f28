import type { Socket } from 'socket.io-client'
import type { FeedMessage } from '../../contract/feed.ts'
import type { FrameDelta } from '../../contract/frame.ts'
import type { ClientToServerEvents, ServerToClientEvents } from '../../contract/wall.ts'
import type { PackedWaits } from '../../simulator/load/wait-times.ts'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import WebSocket from 'ws'
import { WALL_NAMESPACE } from '../../contract/wall.ts'
import { answerCalls } from '../../simulator/load/processes/answer-calls.ts'
import { createWaitTimes } from '../../simulator/load/wait-times.ts'

/** How viewers are connected: as walls, as machine feeds, or to the bare broadcast. */
export type Way = 'socket.io' | 'feed' | 'bare'

export interface Seen {
  messages: number
  /** From the moment a frame says it was computed at until it was here. */
  waits: PackedWaits
  /** Viewers whose last frame does not contain the point asked for. */
  behind: number
  /** A change of each viewer's scope as its bytes. */
  texts: string[]
}

const AT_ONCE = 50
const POLL_MS = 20

interface Viewer { messages: number, seq: number, text: string, close: () => void }

let viewers: Viewer[] = []
let waits = createWaitTimes()

const calls = {
  open: async (
    { url, scopes, way, firstPlace }:
    { url: string, scopes: string[], way: Way, firstPlace: number },
  ): Promise<void> => {
    for (let from = 0; from < scopes.length; from += AT_ONCE) {
      viewers.push(...await Promise.all(scopes.slice(from, from + AT_ONCE).map(async (scope, i) =>
        way === 'socket.io'
          ? openWall(url, scope)
          : openSocket(way === 'feed'
              ? `${url.replace('http', 'ws')}/ws/frames?scope=${scope}`
              : `${url.replace('http', 'ws')}/?place=${firstPlace + from + i}`, way))))
    }
  },
  reset: (_: null): void => {
    waits = createWaitTimes()
    viewers.forEach(viewer => Object.assign(viewer, { messages: 0 }))
  },
  /** What came since the reset, once all have point `seq` or `timeoutMs` have passed. */
  collect: async ({ seq, timeoutMs }: { seq: number, timeoutMs: number }): Promise<Seen> => {
    const behind = (): number => viewers.filter(viewer => viewer.seq < seq).length
    for (let waited = 0; behind() > 0 && waited < timeoutMs; waited += POLL_MS)
      await sleep(POLL_MS)
    return {
      messages: viewers.reduce((sum, viewer) => sum + viewer.messages, 0),
      waits: waits.pack(),
      behind: behind(),
      texts: viewers.map(viewer => viewer.text),
    }
  },
  leave: (_: null): void => {
    viewers.forEach(viewer => viewer.close())
    viewers = []
  },
}
export type ViewersCalls = typeof calls

answerCalls(calls)

function take(viewer: Viewer, delta: FrameDelta): void {
  viewer.messages++
  viewer.seq = delta.seq
  const sentMs = Date.parse(delta.computedAt)
  waits.record(performance.timeOrigin + performance.now() - sentMs, 0)
}

async function openWall(url: string, scope: string): Promise<Viewer> {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url + WALL_NAMESPACE, {
    transports: ['websocket'],
    forceNew: true,
  })
  const viewer: Viewer = { messages: 0, seq: 0, text: '', close: () => void socket.disconnect() }
  socket.on('frame:delta', (delta) => {
    take(viewer, delta)
    if (Object.keys(delta.panels).length > 0 && viewer.text === '')
      viewer.text = JSON.stringify(delta)
  })
  const reply = await socket.emitWithAck('scope:join', scope)
  if (!reply.ok)
    throw new Error(`joining ${scope}: ${reply.code}: ${reply.message}`)
  viewer.seq = reply.frame.seq
  return viewer
}

/** The bare broadcast puts the point and a line's end before the bytes. */
async function openSocket(address: string, way: Way): Promise<Viewer> {
  const socket = new WebSocket(address)
  const viewer: Viewer = { messages: 0, seq: 0, text: '', close: () => socket.terminate() }
  socket.on('message', (data: Buffer) => {
    if (way === 'bare') {
      const end = data.indexOf('\n')
      JSON.parse(data.toString('utf8', end + 1))
      viewer.messages++
      viewer.seq = Number(data.toString('latin1', 0, end))
      return
    }
    const message = JSON.parse(data.toString('utf8')) as FeedMessage
    if (message.kind === 'delta')
      take(viewer, message.delta)
    else
      viewer.seq = message.frame.seq
  })
  await once(socket, 'open')
  return viewer
}
