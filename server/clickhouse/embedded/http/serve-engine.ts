import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EngineCore } from '../engine-core.ts'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { LIMITS } from '../limits.ts'
import { createHandler } from './create-handler.ts'

export interface EngineServer {
  port: number
  /** Takes no more requests and waits for those in flight; ends them after `LIMITS.drainMs`. */
  close: () => Promise<void>
}

/** Answers the part of ClickHouse's HTTP interface that its official client uses, on loopback. */
export async function serveEngine(
  core: EngineCore,
  options: { port: number, password: string },
): Promise<EngineServer> {
  const handle = createHandler(core, options.password)
  const inFlight = new Set<ServerResponse>()
  const server = createServer({
    maxHeaderSize: LIMITS.headerBytes,
    requestTimeout: LIMITS.requestMs,
    keepAliveTimeout: LIMITS.keepAliveMs,
  }, (request, response) => {
    inFlight.add(response)
    response.once('close', () => inFlight.delete(response))
    void handle(request, response)
  })
  server.maxConnections = LIMITS.connections
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      // Their connections would be kept for a next request and hold up the stop.
      for (const response of inFlight)
        response.shouldKeepAlive = false
      const deadline = setTimeout(() => server.closeAllConnections(), LIMITS.drainMs)
      await closed
      clearTimeout(deadline)
    },
  }
}
