import type { Server, Socket } from 'socket.io'
import type { ServerToClientEvents } from '../../contract/wall.ts'
import { textFrame } from './text-frame.ts'

type Wall = ReturnType<Server['of']>

/** Sends deltas to screens. */
export interface ScreenLines {
  /** A screen connected. */
  add: (socket: Socket) => void
  /**
   * To all screens of a room; volatile: one that has not yet taken what was sent before gets
   * nothing.
   */
  send: <Event extends keyof ServerToClientEvents>(
    room: string,
    event: Event,
    ...message: Parameters<ServerToClientEvents[Event]>
  ) => void
}

/**
 * What socket.io does for each of many screens costs more than to write the bytes. Its packet is
 * the same for all: it is framed once and written to each screen's connection, as its own adapter
 * would have it written in the end. Screens that poll get it by socket.io.
 */
export function createScreenLines(wall: Wall): ScreenLines {
  /** The connections that were WebSockets from the beginning, by socket. */
  const lines = new Map<string, Socket['request']['socket']>()

  /** A WebSocket on which nothing waits: then what is written now comes after all before it. */
  function isFree({ connected, conn }: Socket): boolean {
    return connected && conn.readyState === 'open' && conn.transport.writable
  }

  return {
    add(socket) {
      if (socket.conn.transport.name !== 'websocket')
        return
      lines.set(socket.id, socket.request.socket)
      socket.on('disconnect', () => lines.delete(socket.id))
    },
    send(room, event, ...message) {
      // Engine.IO's message (4), Socket.IO's event (2).
      const packet = `42${wall.name},${JSON.stringify([event, ...message])}`
      const frame = textFrame(Buffer.from(packet))
      for (const id of wall.adapter.rooms.get(room) ?? []) {
        const [socket, line] = [wall.sockets.get(id), lines.get(id)]
        if (line === undefined)
          socket?.volatile.emit(event, ...message)
        else if (socket !== undefined && isFree(socket) && line.writableLength === 0)
          line.write(frame)
      }
    },
  }
}
