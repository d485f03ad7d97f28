import type { Socket } from 'socket.io'
import type { AlarmBoard } from '../../contract/alarms.ts'
import type { Frame } from '../../contract/frame.ts'
import type {
  ClientToServerEvents,
  JoinAnswer,
  ServerToClientEvents,
} from '../../contract/wall.ts'
import type { LiveFrames } from './live.ts'
import { toErrorBody } from '../error-answer.ts'
import { AppError } from '../errors.ts'
import { createMessageBudget } from '../message-budget.ts'

export type WallSocket = Socket<ClientToServerEvents, ServerToClientEvents>

/** Whole frames are some 60 kB: a screen that cannot read them must not order them by the dozen. */
const FRAMES_PER_SECOND = 4
/** So many messages over the budget end the connection. */
const MAX_REFUSALS = 200

/** The alarms of scopes, for screens. */
export interface Boards {
  board: (scope: string) => AlarmBoard
  /** Calls the listener after anything changed; returns how to stop. */
  subscribe: (listener: () => void) => () => void
}

export interface ScreenOptions {
  live: LiveFrames
  /** @default no alarms */
  alarms?: Boards
  messagesPerSecond: number
  wallNow: () => number
  steadyNow: () => number
  onFailure: (error: unknown) => void
}

const ROOM = 'scope:'

/** Room of the screens that show a scope. Socket ids are rooms too, hence the prefix. */
export function roomOf(scope: string): string {
  return `${ROOM}${scope}`
}

/** The scope of such a room; null for the room of a single socket. */
export function scopeOf(room: string): string | null {
  return room.startsWith(ROOM) ? room.slice(ROOM.length) : null
}

/** Answers one screen for as long as it is connected. */
export function serveScreen(socket: WallSocket, options: ScreenOptions): void {
  const { live, wallNow, steadyNow } = options
  const mayTalk = createMessageBudget(options.messagesPerSecond, steadyNow)
  const mayTakeFrame = createMessageBudget(FRAMES_PER_SECOND, steadyNow)
  let shown: { scope: string, release: () => void } | null = null
  /** Joins take time: of several, the last one counts. */
  let joins = 0
  let refusals = 0

  socket.use((_message, next) => {
    if (mayTalk())
      next()
    else if (++refusals > MAX_REFUSALS)
      socket.disconnect(true)
  })
  socket.on('scope:join', answering(async scope => join(scope)))
  socket.on('frame:resync', answer => answering(async () => resync())(null, answer))
  socket.on('clock:probe', (answer) => {
    if (typeof answer === 'function')
      answer(wallNow())
  })
  socket.on('disconnect', leave)

  async function join(scope: unknown): Promise<() => Frame> {
    if (typeof scope !== 'string')
      throw new AppError('invalid_request', 'scope:join takes the code of a scope and a callback.')
    const mine = ++joins
    const release = live.watch(scope)
    try {
      const first = await live.current(scope)
      if (mine !== joins || !socket.connected)
        throw new AppError('not_joined', `The join of ${scope} was overtaken by another.`)
      leave()
      shown = { scope, release }
      void socket.join(roomOf(scope))
      if (options.alarms !== undefined)
        socket.emit('alarms:changed', options.alarms.board(scope))
      return () => (live.peek(scope) ?? first).frame
    }
    catch (error) {
      release()
      throw error
    }
  }

  async function resync(): Promise<() => Frame> {
    if (shown === null)
      throw new AppError('not_joined')
    const { scope } = shown
    const first = await live.current(scope)
    return () => (live.peek(scope) ?? first).frame
  }

  function leave(): void {
    if (shown === null)
      return
    void socket.leave(roomOf(shown.scope))
    shown.release()
    shown = null
  }

  /**
   * Every call is answered, with a frame or with a code; a call without a callback is ignored.
   * The frame is read when it is sent: frames may have come since it was there, and the next delta
   * must fit it.
   */
  function answering(work: (argument: unknown) => Promise<() => Frame>) {
    return (argument: unknown, answer: unknown): void => {
      if (typeof answer !== 'function')
        return
      const reply = answer as (reply: JoinAnswer) => void
      if (!mayTakeFrame()) {
        reply({ ok: false, ...toErrorBody(new AppError('rate_limited')) })
        return
      }
      work(argument).then(read => reply({ ok: true, frame: read() }), (error: unknown) => {
        if (!(error instanceof AppError))
          options.onFailure(error)
        reply({ ok: false, ...toErrorBody(error) })
      })
    }
  }
}
