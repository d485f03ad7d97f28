import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EngineCore } from '../engine-core.ts'
import { randomUUID } from 'node:crypto'
import { LIMITS } from '../limits.ts'
import { authenticate } from './authenticate.ts'
import { toHttpFailure } from './http-error.ts'
import { createBodyReader } from './read-body.ts'
import { readRequest } from './read-request.ts'
import { writeAnswer, writeFailure } from './write-answer.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Answers every request with something; never rejects. */
export function createHandler(core: EngineCore, password: string): Handler {
  const withBody = createBodyReader(LIMITS)

  async function answerQuery(
    request: IncomingMessage,
    response: ServerResponse,
    search: URLSearchParams,
    queryId: string,
  ): Promise<void> {
    authenticate(request.headers, search, password)
    const gone = abortOnDisconnect(response)
    await withBody(request, async (body) => {
      const statement = readRequest(search, request.headers, body)
      const result = await core.run(statement, search.get('database'), gone)
      const compress = search.get('enable_http_compression') === '1'
      await writeAnswer(result, queryId, request, response, compress)
    })
  }

  return async (request, response) => {
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
