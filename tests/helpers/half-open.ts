import type { Socket } from 'node:net'
import { once } from 'node:events'
import { connect } from 'node:net'

export interface HalfOpen { close: () => void }

/** Connections that begin a request and never end it. */
export async function openHalf(url: string, count: number): Promise<HalfOpen> {
  const { port } = new URL(url)
  const sockets: Socket[] = []
  for (let i = 0; i < count; i++) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => socket.destroy())
    await once(socket, 'connect')
    socket.write('POST /api/v1/events HTTP/1.1\r\nHost: 127.0.')
    sockets.push(socket)
  }
  return {
    close: () => sockets.forEach(socket => socket.destroy()),
  }
}
