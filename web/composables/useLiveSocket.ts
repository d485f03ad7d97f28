import type { Socket } from 'socket.io-client'
import type { Ref, ShallowRef } from 'vue'
import type { AlarmBoard } from '../../contract/alarms.ts'
import type { Frame, FrameDelta } from '../../contract/frame.ts'
import type { ClientToServerEvents, JoinAnswer, ServerToClientEvents } from '../../contract/wall.ts'
import { useIntervalFn } from '@vueuse/core'
import { io } from 'socket.io-client'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { WALL_NAMESPACE } from '../../contract/wall.ts'
import { applyDelta, isNewer } from '../live/frame-chain.ts'
import { createLastQuestion } from '../live/last-question.ts'
import { probeClock } from '../live/probe-clock.ts'

const ANSWER_TIMEOUT_MS = 5000
const RETRY_MS = 2000
const PROBE_EVERY_MS = 180_000
/** A server that is silent for so long is asked, and left for a new connection if it stays mute. */
const SILENCE_MS = 20_000

export type LinkState = 'connecting' | 'up' | 'down' | 'refused'

export interface Refusal { code: string, message: string }

export interface LiveFeed {
  /** Alarms of a scope, as last heard; it may be the scope left a moment ago. */
  board: Readonly<ShallowRef<AlarmBoard | null>>
  /** The last frame; it stays when the server goes away and until the next scope's arrives. */
  frame: Readonly<ShallowRef<Frame | null>>
  link: Readonly<Ref<LinkState>>
  /** Why the screen or its scope was refused, in the server's words. */
  refusal: Readonly<ShallowRef<Refusal | null>>
  /** Milliseconds from the screen's steady clock to the server's; null before the first probe. */
  clock: Readonly<Ref<number | null>>
}

type WallSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** Keeps the frame of a scope up to date, for ever. */
export function useLiveSocket(scope: Readonly<Ref<string>>, token: string | null): LiveFeed {
  const frame = shallowRef<Frame | null>(null)
  const board = shallowRef<AlarmBoard | null>(null)
  const link = ref<LinkState>('connecting')
  const refusal = shallowRef<Refusal | null>(null)
  const clock = ref<number | null>(null)
  const question = createLastQuestion()
  let heardAt = performance.now()
  let retry = 0

  const socket = connect(token)
  const patient = () => socket.timeout(ANSWER_TIMEOUT_MS)

  async function ask(send: () => Promise<JoinAnswer>): Promise<void> {
    clearTimeout(retry)
    try {
      const reply = await question.ask(send)
      if (reply === null)
        return
      refusal.value = reply.ok ? null : { code: reply.code, message: reply.message }
      if (reply.ok)
        show(reply.frame)
    }
    catch {
      // No answer in time. A socket that is down asks again when it is back.
      if (socket.connected)
        retry = window.setTimeout(join, RETRY_MS)
    }
  }

  function join(): void {
    const wanted = scope.value
    void ask(async () => patient().emitWithAck('scope:join', wanted) as Promise<JoinAnswer>)
  }

  function resync(): void {
    if (!question.pending())
      void ask(async () => patient().emitWithAck('frame:resync') as Promise<JoinAnswer>)
  }

  function show(arrived: Frame): void {
    heardAt = performance.now()
    if (arrived.scope === scope.value && isNewer(frame.value, arrived))
      frame.value = arrived
  }

  function apply(delta: FrameDelta): void {
    heardAt = performance.now()
    // Of the scope left a moment ago, or before the new scope's first frame.
    if (delta.scope !== scope.value || frame.value?.scope !== scope.value)
      return
    const result = applyDelta(frame.value, delta)
    if (result.kind === 'frame')
      frame.value = result.frame
    else if (result.kind === 'gap')
      resync()
  }

  async function setClock(): Promise<void> {
    if (!socket.connected)
      return
    const offset = await probeClock(
      async () => patient().emitWithAck('clock:probe') as Promise<number>,
      () => performance.now(),
    )
    clock.value = offset ?? clock.value
  }

  function breakSilence(): void {
    const silence = performance.now() - heardAt
    if (!socket.connected || silence < SILENCE_MS)
      return
    if (silence > 2 * SILENCE_MS)
      socket.disconnect().connect()
    else
      resync()
  }

  socket.on('connect', () => {
    link.value = 'up'
    heardAt = performance.now()
    join()
    void setClock()
  })
  socket.on('disconnect', () => {
    link.value = 'down'
    question.forget()
    comeBack(RETRY_MS)
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    link.value = socket.active ? 'down' : 'refused'
    if (!socket.active)
      refusal.value = { code: error.data?.code ?? 'refused', message: error.message }
    comeBack(RETRY_MS * 5)
  })
  socket.on('frame:snapshot', show)
  socket.on('frame:delta', apply)
  socket.on('alarms:changed', (arrived) => {
    board.value = arrived
  })

  /** socket.io stays away after a refusal or the server's own goodbye; a wall does not. */
  function comeBack(afterMs: number): void {
    clearTimeout(retry)
    if (!socket.active)
      retry = window.setTimeout(() => socket.connect(), afterMs * (1 + Math.random()))
  }

  watch(scope, () => {
    refusal.value = null
    if (socket.connected)
      join()
  })
  useIntervalFn(() => void setClock(), PROBE_EVERY_MS)
  useIntervalFn(breakSilence, SILENCE_MS / 4)
  onScopeDispose(() => {
    clearTimeout(retry)
    socket.disconnect()
  })
  return { frame, board, link, refusal, clock }
}

function connect(token: string | null): WallSocket {
  return io(WALL_NAMESPACE, {
    auth: token === null ? {} : { token },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 8000,
    randomizationFactor: 0.5,
    timeout: ANSWER_TIMEOUT_MS,
  })
}
