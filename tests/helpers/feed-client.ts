import type { FeedMessage } from '../../contract/feed.ts'
import { onTestFinished } from 'vitest'
import WebSocket from 'ws'

export interface FeedClient {
  socket: WebSocket
  /** Messages so far. */
  received: FeedMessage[]
  /** The first message that was not given yet: two may come at once. */
  next: () => Promise<FeedMessage>
  closed: Promise<number>
}

/** A machine that reads /ws/frames; ends after the test. */
export function connectFeed(
  url: string,
  query = '',
  headers: Record<string, string> = {},
): FeedClient {
  const socket = openSocket(url, `/ws/frames${query}`, headers)
  const received: FeedMessage[] = []
  const waiting: ((message: FeedMessage) => void)[] = []
  const unread: FeedMessage[] = []
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as FeedMessage
    received.push(message)
    const reader = waiting.shift()
    if (reader === undefined)
      unread.push(message)
    else
      reader(message)
  })
  return {
    socket,
    received,
    next: async () => {
      const message = unread.shift()
      return message ?? new Promise(resolve => waiting.push(resolve))
    },
    closed: new Promise(resolve => socket.on('close', resolve)),
  }
}

/** The status and body that an upgrade is refused with; 101 when it is not. */
export async function upgradeAnswer(
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number, code?: string }> {
  const socket = openSocket(url, path, headers)
  return new Promise((resolve) => {
    socket.on('open', () => resolve({ status: 101 }))
    socket.on('unexpected-response', (_request, response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
      response.on('end', () => {
        const body = JSON.parse(text) as { code?: string, message: string }
        resolve({ status: response.statusCode!, code: body.code })
      })
    })
  })
}

function openSocket(url: string, path: string, headers: Record<string, string>): WebSocket {
  const socket = new WebSocket(url.replace('http', 'ws') + path, { headers })
  socket.on('error', () => {})
  onTestFinished(() => socket.terminate())
  return socket
}
