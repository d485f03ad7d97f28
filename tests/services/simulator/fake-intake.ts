import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface FakeAnswer { status: number, headers?: Record<string, string>, body?: unknown }

export interface FakeIntake {
  readonly url: string
  /** Bodies in the order in which they came. */
  readonly bodies: string[]
  readonly tokens: (string | undefined)[]
  /** Most requests that were in flight at a time. */
  mostInFlight: number
}

/**
 * A server that takes every event, unless `answer` says otherwise.
 * @param answer what to answer to the n-th request, counted from 1; null: all taken
 * @param beforeAnswer awaited before each answer, told how many requests came so far
 */
export async function startFakeIntake(
  answer: (request: number) => FakeAnswer | 'hang up' | null = () => null,
  beforeAnswer: (requests: number) => Promise<void> = async () => {},
): Promise<FakeIntake> {
  const fake: FakeIntake = { url: '', bodies: [], tokens: [], mostInFlight: 0 }
  let inFlight = 0

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    inFlight += 1
    fake.mostInFlight = Math.max(fake.mostInFlight, inFlight)
    const body = await text(request)
    fake.bodies.push(body)
    fake.tokens.push(request.headers.authorization)
    const lines = body.trimEnd().split('\n').length
    const given = answer(fake.bodies.length)
    await beforeAnswer(fake.bodies.length)
    inFlight -= 1
    if (given === 'hang up') {
      request.socket.destroy()
      return
    }
    const all = { accepted: lines, duplicates: 0, rejected: [], rejectedCount: 0, seq: 1 }
    response.writeHead(given?.status ?? 200, given?.headers)
    response.end(JSON.stringify(given?.body ?? all))
  }

  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return Object.assign(fake, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}
