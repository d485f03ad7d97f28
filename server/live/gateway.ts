import type { Server } from 'socket.io'
import type { WallAuth } from '../../contract/wall.ts'
import type { Access } from '../access.ts'
import type { ErrorCode } from '../errors.ts'
import type { Boards, ScreenOptions, WallSocket } from './screen.ts'
import { WALL_NAMESPACE } from '../../contract/wall.ts'
import { bearerToken } from '../access.ts'
import { toErrorBody } from '../error-answer.ts'
import { AppError } from '../errors.ts'
import { createScreenLines } from './screen-lines.ts'
import { roomOf, scopeOf, serveScreen } from './screen.ts'

export interface GatewayOptions extends ScreenOptions {
  access: Access
  maxScreens: number
}

/** Serves walls on socket.io's namespace /wall. */
export function openGateway(io: Server, options: GatewayOptions): { screens: () => number } {
  const { live, access, maxScreens } = options
  const wall: ReturnType<Server['of']> = io.of(WALL_NAMESPACE)

  io.use((_socket, next) => next(refusal('not_found', `Walls connect to ${WALL_NAMESPACE}.`)))
  wall.use((socket, next) => {
    const { headers, auth } = socket.handshake
    const { token } = auth as WallAuth
    if (!access.mayView(typeof token === 'string' ? token : bearerToken(headers.authorization)))
      next(refusal('view_unauthorized'))
    else if (wall.sockets.size >= maxScreens)
      next(refusal('capacity_reached', `GRIDWALL_MAX_SCREENS (${maxScreens}) screens are connected.`))
    else
      next()
  })
  const lines = createScreenLines(wall)
  wall.on('connection', (socket) => {
    lines.add(socket)
    // Without a listener an error of one screen would end the process for all.
    socket.on('error', options.onFailure)
    serveScreen(socket as WallSocket, options)
  })

  live.subscribe(({ scope, saved, delta }) => {
    const room = roomOf(scope)
    if (!wall.adapter.rooms.has(room))
      return
    // Who misses one delta asks for the whole frame.
    if (delta)
      lines.send(room, 'frame:delta', delta)
    else
      wall.to(room).emit('frame:snapshot', saved.frame)
  })

  if (options.alarms !== undefined)
    sendBoards(wall, options.alarms)

  return { screens: () => wall.sockets.size }
}

/** To each room, when its board is another than the last one sent; a screen that joins gets it. */
function sendBoards(wall: ReturnType<Server['of']>, { board, subscribe }: Boards): void {
  let sent = new Map<string, string>()
  subscribe(() => {
    const shown = new Map<string, string>()
    for (const room of wall.adapter.rooms.keys()) {
      const scope = scopeOf(room)
      if (scope === null)
        continue
      const now = board(scope)
      const text = JSON.stringify(now)
      shown.set(room, text)
      // Not volatile: an alarm that was missed would stay missed.
      if (sent.get(room) !== text)
        wall.to(room).emit('alarms:changed', now)
    }
    sent = shown
  })
}

/** socket.io hands `data` to the client's connect_error. */
function refusal(code: ErrorCode, message?: string): Error {
  const body = toErrorBody(new AppError(code, message))
  return Object.assign(new Error(body.message), { data: body })
}
