import type { Socket } from 'node:net'
import { once } from 'node:events'
import { connect } from 'node:net'

/** Fewer than the queue of a listening socket holds. */
const AT_ONCE = 100

export interface HalfOpen {
  /** Those that the server has not closed. */
  open: () => number
  close: () => void
}

/** Connections that say nothing, or begin a request and never end it: every other one. */
export async function openHalf(url: string, count: number): Promise<HalfOpen> {
  const port = Number(new URL(url).port)
  const sockets: Socket[] = []
  while (sockets.length < count) {
    const length = Math.min(AT_ONCE, count - sockets.length)
    const some = Array.from({ length }, async (_, i) => openOne(port, i % 2 === 0))
    sockets.push(...await Promise.all(some))
  }
  return {
    open: () => sockets.filter(socket => !socket.destroyed).length,
    close: () => sockets.forEach(socket => socket.destroy()),
  }
}

async function openOne(port: number, isSilent: boolean): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  // What the server says when it closes has to be read, or the end is never seen.
  socket.resume()
  // One that is cut at once may be gone before it is there.
  await Promise.race([once(socket, 'connect'), once(socket, 'close')])
  if (!isSilent)
    socket.write('POST /api/v1/events HTTP/1.1\r\nHost: 127.0.')
  return socket
}
