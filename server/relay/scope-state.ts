import type { AlarmBoard } from '../../contract/alarms.ts'
import type { Publication } from '../live/publication.ts'
import type { Follower } from './follower.ts'
import { createFollower } from './follower.ts'
import { readBoard, readFrame } from './messages.ts'

/** What a relay knows of one scope from one run of the server. */
export interface ScopeState {
  saved: Follower['saved']
  isBehind: Follower['isBehind']
  /** null: nothing was said of its alarms yet. */
  board: () => AlarmBoard | null
  /** What is new by the message, in order; null: it is no frame. */
  takeFrame: (message: Buffer) => Publication[] | null
  /** Is the board another now? null: it is no board. */
  takeBoard: (message: Buffer) => boolean | null
}

export function createScopeState(scope: string, epoch: string): ScopeState {
  const follower = createFollower(scope, epoch)
  let board: AlarmBoard | null = null
  let number = 0

  return {
    saved: follower.saved,
    isBehind: follower.isBehind,
    board: () => board,
    takeFrame(bytes) {
      const message = readFrame(bytes)
      return message && follower.receive(message, bytes)
    },
    takeBoard(bytes) {
      const message = readBoard(bytes)
      if (message === null)
        return null
      // What was saved may be older than what came through the channel.
      if (message.epoch !== epoch || message.board.scope !== scope || message.n <= number)
        return false
      number = message.n
      board = message.board
      return true
    },
  }
}
