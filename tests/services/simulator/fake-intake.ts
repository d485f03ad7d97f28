import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
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

/** A server that takes every event, unless `answer` says otherwise. */
export async function startFakeIntake(
  answer: (request: number, lines: string[]) => FakeAnswer | 'hang up' | null = () => null,
): Promise<FakeIntake> {
  const server = createServer()
  const fake: FakeIntake = { url: '', bodies: [], tokens: [], mostInFlight: 0 }
  let inFlight = 0
  server.on('request', async (request, response) => {
    inFlight += 1
    fake.mostInFlight = Math.max(fake.mostInFlight, inFlight)
    const chunks: Buffer[] = []
    for await (const chunk of request)
      chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    fake.bodies.push(body)
    fake.tokens.push(request.headers.authorization)
    const lines = body.trimEnd().split('\n')
    const given = answer(fake.bodies.length, lines)
    inFlight -= 1
    if (given === 'hang up')
      return request.socket.destroy()
    const all = { accepted: lines.length, duplicates: 0, rejected: [], rejectedCount: 0, seq: 1 }
    response.writeHead(given?.status ?? 200, given?.headers)
    response.end(JSON.stringify(given?.body ?? all))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return Object.assign(fake, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}
