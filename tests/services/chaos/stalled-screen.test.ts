import type { Frame, FrameDelta } from '../../../contract/frame.ts'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { panelsWith } from '../../helpers/panels.ts'
import { startTestServer } from '../../helpers/test-server.ts'
import { connectWall } from '../../helpers/wall-client.ts'

/** What all frames together are must not fit into the buffers of any system. */
const PANEL_BYTES = 1_000_000
const FRAMES = 50
const JOINED = /^43\/wall,\d*\[/

/** A screen of its own: what it reads can be stopped, its frames are counted as bytes. */
async function rawScreen(url: string): Promise<{ socket: WebSocket, bytes: () => number }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  onTestFinished(() => socket.terminate())
  let bytes = 0
  const joined = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8')
      bytes += text.length
      if (text === '2')
        socket.send('3')
      else if (text.startsWith('0'))
        socket.send('40/wall,')
      else if (text.startsWith('40/wall'))
        socket.send('42/wall,0["scope:join","c"]')
      else if (JOINED.test(text))
        resolve()
    })
  })
  await once(socket, 'open')
  await joined
  return { socket, bytes: () => bytes }
}

it('keeps little for a screen that stops reading, goes on for the others, and lets it catch up', async () => {
  const server = await startTestServer({ GRIDWALL_IDLE_TICK_MS: '60000' })
  // A large panel that is another one in every frame.
  server.computer.panels = seq =>
    ({ ...panelsWith(seq), hours: { day: `${seq} `.padEnd(PANEL_BYTES, 'x'), hours: [] } })
  const wall = connectWall(server.url)
  await wall.show('c')
  const stalled = await rawScreen(server.url)
  stalled.socket.pause()

  let received = 0
  let seen: FrameDelta | null = null
  wall.on('frame:delta', (delta) => {
    received += JSON.stringify(delta).length
    seen = delta
  })
  for (let n = 0; n < FRAMES; n++) {
    server.load()
    const before: FrameDelta | null = seen
    await expect.poll(() => seen !== before, { interval: 2 }).toBe(true)
  }
  expect(received, 'the reading screen got every frame').toBeGreaterThan(FRAMES * PANEL_BYTES * 0.9)

  const before = stalled.bytes()
  stalled.socket.resume()
  for (let settled = -1; settled !== stalled.bytes();) {
    settled = stalled.bytes()
    await pause(300)
  }
  expect(stalled.bytes() - before, 'the server kept them all').toBeLessThan(received / 2)
  // What is still on its way may come before the answer.
  const answered = new Promise<string>((resolve) => {
    stalled.socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8')
      if (text.startsWith('43/wall,1['))
        resolve(text)
    })
  })
  stalled.socket.send('42/wall,1["frame:resync"]')
  const text = await answered
  const [reply] = JSON.parse(text.slice(text.indexOf('['))) as [{ ok: true, frame: Frame }]
  expect(reply.frame.seq).toBe(server.computer.seq)
})
