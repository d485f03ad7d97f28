import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { textFrame } from '../../../server/live/text-frame.ts'

it('is read by a WebSocket as it was written, among what that writes itself, at every length', async () => {
  const server = createServer()
  const peers = new WebSocketServer({ server })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map(n => '网'.repeat(n / 3) + 'x'.repeat(n % 3))
  peers.on('connection', (peer, { socket }) => {
    for (const text of texts) {
      peer.send(`before ${text.length}`)
      socket.write(textFrame(Buffer.from(text)))
      peer.ping()
    }
    peer.close()
  })
  const reader = new WebSocket(`ws://127.0.0.1:${port}`)
  const read: string[] = []
  reader.on('message', (data: Buffer, isBinary) => {
    expect(isBinary).toBe(false)
    read.push(data.toString())
  })
  const [code] = await once(reader, 'close') as [number]
  expect(code).toBe(1005)
  expect(read).toEqual(texts.flatMap(text => [`before ${text.length}`, text]))
})
