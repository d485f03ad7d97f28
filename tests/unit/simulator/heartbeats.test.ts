import type { CompactEvent } from '../../../simulator/delivery/compact-event.ts'
import type { OutEvent, Sink } from '../../../simulator/sinks/sink.ts'
import { expect, it } from 'vitest'
import { deliver, stayQuiet } from '../../../simulator/delivery/deliver.ts'
import { Tally } from '../../../simulator/sinks/tally.ts'
import { buildIo } from './sim-fixtures.ts'

const START = Date.parse('2026-11-21T10:00:00Z')

function stage() {
  const io = buildIo(START)
  const done: [what: 'sent' | 'heard', seconds: number][] = []
  const note = (what: 'sent' | 'heard') => done.push([what, (io.now() - START) / 1000])
  const sink: Sink = {
    tally: new Tally(),
    acked: 0,
    batchSize: 10,
    send: async () => void note('sent'),
    heartbeat: async () => {
      note('heard')
      if (done.length >= 6)
        io.end.abort()
    },
    close: async () => {},
  }
  return { io, sink, done }
}

function event(afterSeconds: number): CompactEvent {
  const at = START + afterSeconds * 1000
  return { id: `e${afterSeconds}`, caseId: 'c', type: 'reported', at, attributes: '' }
}

it('says every ten seconds of silence that there is nothing new, and not between events', async () => {
  const { io, sink, done } = stage()
  await deliver({
    events: [event(0), event(4), event(9), event(31)],
    dueToSend: ({ at }) => at,
    render: ({ caseId, at }): OutEvent => ({ caseId, at, line: '{}' }),
    onSent: () => {},
  }, sink, io)
  expect(done).toEqual([['sent', 0], ['sent', 4], ['sent', 9], ['heard', 19], ['heard', 29], ['sent', 31]])
})

it('says nothing while it is mute, as a source that is cut off', async () => {
  const { io, sink, done } = stage()
  await deliver({
    events: [event(0), event(60)],
    dueToSend: ({ at }) => at,
    isMute: () => io.now() < START + 45_000,
    render: ({ caseId, at }): OutEvent => ({ caseId, at, line: '{}' }),
    onSent: () => {},
  }, sink, io)
  expect(done).toEqual([['sent', 0], ['heard', 45], ['heard', 55], ['sent', 60]])
})

it('stays after the end until it is told to go', async () => {
  const { io, sink, done } = stage()
  await stayQuiet(sink, io)
  expect(done.map(([what]) => what)).toEqual(Array.from({ length: 6 }, () => 'heard'))
  expect(done[5]![1]).toBe(50)
})
