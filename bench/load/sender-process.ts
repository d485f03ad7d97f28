import type { CaseStream } from './case-stream.ts'
import type { ClosedLoopOptions } from './closed-loop.ts'
import type { Batch, OpenLoopOptions } from './open-loop.ts'
import type { SentBatch } from './sent-batch.ts'
import { toLine } from '../../simulator/delivery/compact-event.ts'
import { answerCalls } from '../../simulator/load/processes/answer-calls.ts'
import { readGauge } from '../processes/read-series.ts'
import { openCaseStream, takeEvents } from './case-stream.ts'
import { sendClosedLoop } from './closed-loop.ts'
import { sendOpenLoop } from './open-loop.ts'
import { postBatch } from './post-batch.ts'

let stream: CaseStream | null = null
let batches: Batch[] = []

interface Opened { home: string, profile: string, firstDay?: number }
interface Target { url: string, token: string }
type Open = OpenLoopOptions & { to: Target }
type Closed = ClosedLoopOptions & { to: Target }

const calls = {
  open: async ({ home, profile, firstDay }: Opened): Promise<void> => {
    stream = await openCaseStream(home, profile, firstDay)
  },
  /** Makes the bytes of the next events; answers how many bytes they are. */
  prepare: ({ events, batchEvents }: { events: number, batchEvents: number }): number => {
    batches = []
    for (let left = events; left > 0; left -= batchEvents)
      batches.push(makeBatch(Math.min(left, batchEvents)))
    return batches.reduce((sum, batch) => sum + batch.body.length, 0)
  },
  openLoop: async ({ to, ...options }: Open): Promise<SentBatch[]> =>
    sendOpenLoop(batches, options, async body => postBatch(to, body)),
  closedLoop: async ({ to, ...options }: Closed): Promise<SentBatch[]> =>
    sendClosedLoop(
      batches,
      options,
      async body => postBatch(to, body),
      async () => readGauge(to.url, 'gridwall_pending_events'),
    ),
}
export type SenderCalls = typeof calls

answerCalls(calls)

function makeBatch(events: number): Batch {
  if (stream === null)
    throw new Error('open the stream first')
  const { clock } = stream
  const lines = takeEvents(stream, events).map(event => `${toLine(event, clock)}\n`)
  return { body: Buffer.from(lines.join('')), events }
}
