import type { SentBatch } from '../load/sent-batch.ts'
import type { Sender } from '../load/start-sender.ts'
import type { ServerUnderTest } from '../processes/start-server.ts'
import type { Figure } from '../report/figure.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { readGauge } from '../processes/read-series.ts'
import { TOKEN } from '../processes/start-server.ts'
import { waitUntilLoaded } from '../processes/wait-until-loaded.ts'
import { toDistribution } from '../report/distribution.ts'

export const EVENTS_PER_SECOND = 5000
const BATCH_EVENTS = 250
const REPEAT_EVERY = 40
const DRAIN_MS = 60_000

export interface ScheduledRun {
  /** Different events sent. */
  events: number
  figures: Figure[]
}

/** Sends at the promised rate for some seconds and looks at what became of every batch. */
export async function runSchedule(
  server: ServerUnderTest,
  sender: Sender,
  seconds: number,
  eventsPerSecond = EVENTS_PER_SECOND,
): Promise<ScheduledRun> {
  const events = eventsPerSecond * seconds
  await sender.call('prepare', { events, batchEvents: BATCH_EVENTS })
  const sent = await sender.call('openLoop', {
    to: { url: server.url, token: TOKEN },
    eventsPerSecond,
    repeatEvery: REPEAT_EVERY,
  })
  const waiting = await readGauge(server.url, 'gridwall_pending_events')
  const drainStarted = steadyNow()
  await waitUntilLoaded(server.url, DRAIN_MS)
  const drainedMs = steadyNow() - drainStarted
  const figures = toFigures(sent, events, eventsPerSecond)
  return { events, figures: [...figures, ...toLoadFigures(waiting, drainedMs)] }
}

function toFigures(
  sent: readonly SentBatch[],
  events: number,
  eventsPerSecond: number,
): Figure[] {
  const sum = (of: (batch: SentBatch) => number): number =>
    sent.reduce((total, batch) => total + of(batch), 0)
  const first = Math.min(...sent.map(batch => batch.dueMs))
  const last = Math.max(...sent.map(batch => batch.ackedMs))
  const wait = toDistribution(sent.map(batch => batch.ackedMs - batch.dueMs))
  const repeated = sum(batch => batch.repeated ? batch.events : 0)
  return [
    {
      name: 'acked at the promised rate',
      value: events * 1000 / (last - first),
      unit: 'events/s',
      // The last batch is acked a little after its time.
      target: { atLeast: eventsPerSecond * 0.99 },
    },
    { name: 'events accepted', value: sum(batch => batch.accepted), unit: '', target: { exactly: events } },
    { name: 'repeated events told as such', value: sum(batch => batch.duplicates), unit: '', target: { exactly: repeated } },
    { name: 'events rejected', value: sum(batch => batch.rejected), unit: '', target: { exactly: 0 } },
    { name: 'batches told to wait (429)', value: sum(batch => batch.refusals), unit: '', target: { atMost: 0 } },
    { name: 'schedule to ack, p50', value: wait.p50, unit: 'ms' },
    { name: 'schedule to ack, p99', value: wait.p99, unit: 'ms' },
    { name: 'schedule to ack, longest', value: wait.max, unit: 'ms' },
  ]
}

function toLoadFigures(waiting: number, drainedMs: number): Figure[] {
  return [
    { name: 'waiting for ClickHouse at the end', value: waiting, unit: 'events' },
    { name: 'until they were in', value: drainedMs, unit: 'ms' },
  ]
}
