import type { AlarmBoard } from './alarms.ts'
import type { Frame, FrameDelta } from './frame.ts'

/** Namespace of socket.io that walls connect to. */
export const WALL_NAMESPACE = '/wall'

export type JoinAnswer
  = | { ok: true, frame: Frame }
    | { ok: false, code: string, message: string }

/** What a wall may say. Every call is acknowledged. */
export interface ClientToServerEvents {
  /** Show this scope from now on: leaves the scope shown before. Answer: a snapshot. */
  'scope:join': (scope: string, answer: (reply: JoinAnswer) => void) => void
  /** A gap was seen: the current frame of the joined scope again. */
  'frame:resync': (answer: (reply: JoinAnswer) => void) => void
  /** Measures the screen's clock: answers with the server's clock, milliseconds since 1970. */
  'clock:probe': (answer: (serverNow: number) => void) => void
}

/** What a wall hears. */
export interface ServerToClientEvents {
  /** Sent to everybody when deltas would not do, for example when a new epoch begins. */
  'frame:snapshot': (frame: Frame) => void
  /** May be skipped for a slow client: the next one then does not fit and it resyncs. */
  'frame:delta': (delta: FrameDelta) => void
  /** After every join, and whenever something of it changed: the whole board of the scope. */
  'alarms:changed': (board: AlarmBoard) => void
}

/** What a wall brings when it connects. */
export interface WallAuth { token?: string }
