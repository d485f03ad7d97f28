import { expect, it } from 'vitest'
import { createFeedReader } from '../../../server/live/feed-reader.ts'

function reader() {
  const sent: string[] = []
  const peer = { bufferedAmount: 0 }
  const { receive } = createFeedReader({
    bufferedAmount: () => peer.bufferedAmount,
    write: text => sent.push(String(text)),
  }, 1000)
  const publish = (tick: number) => receive({
    snapshot: () => Buffer.from(`snapshot ${tick}`),
    delta: () => Buffer.from(`delta ${tick}`),
  })
  return { peer, sent, receive, publish }
}

it('begins with a snapshot and goes on with deltas', () => {
  const { sent, publish } = reader()
  publish(1)
  publish(2)
  publish(3)
  expect(sent).toEqual(['snapshot 1', 'delta 2', 'delta 3'])
})

it('sends a snapshot where there is no delta', () => {
  const { sent, receive, publish } = reader()
  publish(1)
  receive({ snapshot: () => Buffer.from('snapshot 2'), delta: null })
  expect(sent).toEqual(['snapshot 1', 'snapshot 2'])
})

it('sends nothing to a reader that is behind, and the latest snapshot when it has caught up', () => {
  const { peer, sent, publish } = reader()
  publish(1)
  peer.bufferedAmount = 1001
  publish(2)
  publish(3)
  peer.bufferedAmount = 501
  publish(4)
  expect(sent).toEqual(['snapshot 1'])
  peer.bufferedAmount = 500
  publish(5)
  publish(6)
  expect(sent).toEqual(['snapshot 1', 'snapshot 5', 'delta 6'])
})
