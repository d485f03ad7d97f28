import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { IntakeAnswer } from '../../contract/intake.ts'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { answerCalls } from '../../simulator/load/processes/answer-calls.ts'

const LINE_END = 10
/** Idle connections of a sender outlive a round, as they do at our server. */
const KEEP_ALIVE_MS = 72_000

/**
 * The baseline: takes batches, counts their lines, and sends every reader its bytes at the pace
 * of the server's ticks. Nothing is checked, kept or counted by scope.
 */
const calls = {
  serve: async ({ tickMs, texts }: { tickMs: number, texts: string[] }): Promise<string> => {
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS })
    const readers = new WebSocketServer({ server })
    const places = new Map<object, number>()
    let seq = 0
    let timer: NodeJS.Timeout | null = null
    let lastAt = Number.NEGATIVE_INFINITY

    function broadcast(): void {
      timer = null
      lastAt = performance.now()
      // Readers of one scope get the same bytes, which are encoded once.
      const encoded = new Map<string, Buffer>()
      for (const reader of readers.clients) {
        // Where nothing changed nothing was recorded.
        const text = texts[places.get(reader) ?? 0] || '{}'
        const bytes = encoded.get(text) ?? Buffer.from(`${seq}\n${text}`)
        encoded.set(text, bytes)
        reader.send(bytes, { binary: false })
      }
    }
    readers.on('connection', (reader, request) => {
      places.set(reader, Number(new URL(request.url!, 'http://localhost').searchParams.get('place')))
    })
    server.on('request', (request, response) => {
      void takeBatch(request).then((events) => {
        seq += events
        timer ??= setTimeout(broadcast, Math.max(0, lastAt + tickMs - performance.now()))
        answer(response, events, seq)
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  },
}
export type BroadcastCalls = typeof calls

answerCalls(calls)

async function takeBatch(request: IncomingMessage): Promise<number> {
  let events = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    for (const byte of chunk)
      events += byte === LINE_END ? 1 : 0
  }
  return events
}

function answer(response: ServerResponse, accepted: number, seq: number): void {
  const body: IntakeAnswer = { accepted, duplicates: 0, rejected: [], rejectedCount: 0, seq }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}
