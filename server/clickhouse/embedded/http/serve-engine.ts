import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EngineCore } from '../engine-core.ts'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { LIMITS } from '../limits.ts'
import { authenticate } from './authenticate.ts'
import { toHttpFailure } from './http-error.ts'
import { createBodyReader } from './read-body.ts'
import { readRequest } from './read-request.ts'
import { writeAnswer, writeFailure } from './write-answer.ts'

export interface EngineServer {
  port: number
  /** Takes no more requests and waits for those in flight; kills them after `drainMs`. */
  close: () => Promise<void>
}

/** Answers the part of ClickHouse's HTTP interface that its official client uses, on loopback. */
export async function serveEngine(
  core: EngineCore,
  options: { port: number, password: string },
): Promise<EngineServer> {
  const withBody = createBodyReader(LIMITS)
  const server = createServer(
    {
      maxHeaderSize: LIMITS.headerBytes,
      requestTimeout: LIMITS.requestMs,
      keepAliveTimeout: LIMITS.keepAliveMs,
    },
    (request, response) => void answer(request, response),
  )
  server.maxConnections = LIMITS.connections

  const inFlight = new Set<ServerResponse>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    inFlight.add(response)
    response.once('close', () => inFlight.delete(response))
    let queryId: string = randomUUID()
    try {
      const url = new URL(`http://engine${request.url ?? '/'}`)
      queryId = url.searchParams.get('query_id') ?? queryId
      if (url.pathname === '/ping')
        response.end('Ok.\n')
      else if (url.pathname === '/')
        await answerQuery(request, response, url.searchParams, queryId)
      else
        response.writeHead(404).end(`There is no handle ${url.pathname}\n`)
    }
    catch (error) {
      // Unread rows of a refused insert: without this the client would wait to send the rest.
      request.resume()
      if (!response.destroyed && !response.headersSent)
        writeFailure(toHttpFailure(error), queryId, response)
    }
  }

  async function answerQuery(
    request: IncomingMessage,
    response: ServerResponse,
    search: URLSearchParams,
    queryId: string,
  ): Promise<void> {
    authenticate(request.headers, search, options.password)
    const gone = abortOnDisconnect(response)
    await withBody(request, async (body) => {
      const statement = readRequest(search, request.headers, body)
      const result = await core.run(statement, search.get('database'), gone)
      const compress = search.get('enable_http_compression') === '1'
      await writeAnswer(result, queryId, request, response, compress)
    })
  }

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

/** Fires when the client goes away before it has its answer. */
function abortOnDisconnect(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished)
      gone.abort()
  })
  return gone.signal
}
