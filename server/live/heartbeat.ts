import type { WebSocket, WebSocketServer } from 'ws'

/**
 * Pings every WebSocket and ends those that did not answer the ping before: a dead peer behind a
 * silent network would otherwise stay for hours. Answers how to stop.
 */
export function startHeartbeat(
  sockets: Pick<WebSocketServer, 'clients'>,
  intervalMs: number,
): () => void {
  const asked = new WeakSet<WebSocket>()
  const listening = new WeakSet<WebSocket>()

  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      // Whom we do not read for the moment, its answers we do not hear.
      if (socket.isPaused)
        continue
      if (asked.has(socket)) {
        socket.terminate()
        continue
      }
      if (!listening.has(socket)) {
        listening.add(socket)
        socket.on('pong', () => asked.delete(socket))
      }
      asked.add(socket)
      socket.ping()
    }
  }, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
