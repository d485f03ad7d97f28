import type { Socket } from 'socket.io-client'
import type { FrameDelta, FrameHead } from '../../contract/frame.ts'
import type { ClientToServerEvents, ServerToClientEvents } from '../../contract/wall.ts'
import type { Arrivals } from './arrivals.ts'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import WebSocket from 'ws'
import { WALL_NAMESPACE } from '../../contract/wall.ts'
import { answerCalls } from '../../simulator/load/processes/answer-calls.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'

const POLL_MS = 20

/** One connection, of a screen or of the baseline's reader. */
interface Viewer {
  seen: Arrivals
  /** Frames that did not fit the one before: the screen asked for a whole one. */
  resyncs: number
  /** The last change as its bytes: what the baseline sends. */
  lastChange: string
  close: () => void
}

type WallSocket = Socket<ServerToClientEvents, ClientToServerEvents>

let viewers: Viewer[] = []

const calls = {
  /** One socket.io screen on each of the scopes. */
  showScopes: async ({ url, scopes }: { url: string, scopes: string[] }): Promise<void> => {
    viewers = await Promise.all(scopes.map(async scope => showScope(url, scope)))
  },
  /** Plain WebSockets, told apart by a number: messages begin with the point and a line's end. */
  readBroadcast: async ({ url, count }: { url: string, count: number }): Promise<void> => {
    viewers = await Promise.all(
      Array.from({ length: count }, async (_, place) => readBroadcast(`${url}/?place=${place}`)),
    )
  },
  /** Forgets what came so far. */
  reset: (_: null): void => {
    for (const viewer of viewers)
      Object.assign(viewer, { seen: { seqs: [], atMs: [] }, resyncs: 0 })
  },
  /** Waits until all have point `seq` of the ledger; answers what each of them saw since reset. */
  collect: async ({ seq, timeoutMs }: { seq: number, timeoutMs: number }) => {
    const until = steadyNow() + timeoutMs
    while (viewers.some(({ seen }) => (seen.seqs.at(-1) ?? 0) < seq) && steadyNow() < until)
      await sleep(POLL_MS)
    return viewers.map(({ seen, resyncs, lastChange }) => ({ seen, resyncs, lastChange }))
  },
  leave: (_: null): void => viewers.forEach(viewer => viewer.close()),
}
export type ScreensCalls = typeof calls

answerCalls(calls)

function newViewer(close: () => void): Viewer {
  return { seen: { seqs: [], atMs: [] }, resyncs: 0, lastChange: '', close }
}

async function showScope(url: string, scope: string): Promise<Viewer> {
  const socket: WallSocket = io(url + WALL_NAMESPACE, { transports: ['websocket'], forceNew: true })
  const viewer = newViewer(() => socket.disconnect())
  let tick = 0
  let resyncing = false

  function note({ seq, tick: next }: Pick<FrameHead, 'seq' | 'tick'>): void {
    tick = next
    viewer.seen.seqs.push(seq)
    viewer.seen.atMs.push(steadyNow())
  }
  function take(delta: FrameDelta): void {
    if (delta.prev === tick) {
      note(delta)
      if (Object.keys(delta.panels).length > 0)
        viewer.lastChange = JSON.stringify(delta)
    }
    else if (!resyncing) {
      resyncing = true
      viewer.resyncs++
      socket.emit('frame:resync', (reply) => {
        resyncing = false
        if (reply.ok)
          note(reply.frame)
      })
    }
  }

  socket.on('frame:delta', take)
  socket.on('frame:snapshot', note)
  const reply = await socket.emitWithAck('scope:join', scope)
  if (!reply.ok)
    throw new Error(`joining ${scope}: ${reply.code}: ${reply.message}`)
  tick = reply.frame.tick
  return viewer
}

async function readBroadcast(url: string): Promise<Viewer> {
  const socket = new WebSocket(url)
  const viewer = newViewer(() => socket.terminate())
  socket.on('message', (data: Buffer) => {
    const end = data.indexOf('\n')
    // A screen parses what it gets; so does this one.
    JSON.parse(data.toString('utf8', end + 1))
    viewer.seen.seqs.push(Number(data.toString('latin1', 0, end)))
    viewer.seen.atMs.push(steadyNow())
  })
  await once(socket, 'open')
  return viewer
}
