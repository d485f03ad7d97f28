import net from 'node:net'
import { SOURCE_TOKEN } from './composed-server.ts'

/**
 * `POST /api/v1/events` written by hand, for requests that no client would send: `rest` is the
 * last headers, an empty line and the body. Answers what came back before the other end closed.
 */
export async function rawPost(
  url: string,
  rest: readonly string[],
  { hangUp = false } = {},
): Promise<string> {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1')
  // The server may close while we still write: what it said first counts.
  socket.on('error', () => {})
  socket.write([
    'POST /api/v1/events HTTP/1.1',
    'Host: 127.0.0.1',
    'Connection: close',
    `Authorization: Bearer ${SOURCE_TOKEN}`,
    'Content-Type: application/x-ndjson',
    ...rest,
  ].join('\r\n'))
  if (hangUp)
    socket.end()
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => (text += chunk))
  await new Promise<void>(resolve => socket.on('close', () => resolve()))
  return text
}
