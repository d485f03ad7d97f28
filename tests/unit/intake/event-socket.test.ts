import type { WebSocket } from 'ws'
import type { IntakeAnswer } from '../../../contract/intake.ts'
import { EventEmitter } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { AppError } from '../../../server/errors.ts'
import { serveBatches } from '../../../server/intake/event-socket.ts'

const TAKEN: IntakeAnswer = { accepted: 1, duplicates: 0, rejected: [], rejectedCount: 0, seq: 1 }

/** The part of a WebSocket that serveBatches uses. */
class Peer extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  paused = false
  readonly sent: unknown[] = []
  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  receive(batch: string): void {
    this.emit('message', Buffer.from(`{"batch":"${batch}"}\n{}`), false)
  }
}

function serve(submit: (body: Buffer) => Promise<IntakeAnswer>): Peer {
  const peer = new Peer()
  serveBatches(peer as unknown as WebSocket, submit)
  return peer
}

it('stops reading at eight unanswered batches and goes on as they are answered', async () => {
  const waiting: (() => void)[] = []
  const peer = serve(async () => new Promise(resolve => waiting.push(() => resolve(TAKEN))))
  for (let i = 1; i <= 7; i++)
    peer.receive(`b-${i}`)
  expect(peer.paused).toBe(false)
  peer.receive('b-8')
  expect(peer.paused).toBe(true)
  await turn()
  // One at a time: the second is not begun before the first is answered.
  expect(waiting).toHaveLength(1)
  waiting.shift()!()
  await turn()
  expect(peer.paused).toBe(false)
  expect(peer.sent).toEqual([{ batch: 'b-1', ...TAKEN }])
})

it('says after what time a batch that met a full queue may be sent again', async () => {
  const peer = serve(async () => {
    throw new AppError('rate_limited', 'the queue is full', { retryAfterMs: 1500 })
  })
  peer.receive('b')
  await turn()
  expect(peer.sent).toMatchObject([
    { batch: 'b', retryAfterMs: 1500, error: { code: 'rate_limited' } },
  ])
})

it('tells nothing of what failed inside, and answers the next batch', async () => {
  let calls = 0
  const peer = serve(async () => {
    if (++calls === 1)
      throw new Error('password 1234')
    return TAKEN
  })
  peer.receive('a')
  peer.receive('b')
  await turn()
  expect(peer.sent).toMatchObject([{ batch: 'a', error: { code: 'internal' } }, { batch: 'b' }])
  expect(JSON.stringify(peer.sent)).not.toContain('1234')
})

it('sends nothing to a peer that has left', async () => {
  const peer = serve(async () => TAKEN)
  peer.receive('a')
  peer.readyState = 3
  await turn()
  expect(peer.sent).toEqual([])
})
