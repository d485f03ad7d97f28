import type { Notes } from '../mapping/notes.ts'
import type { SimIo } from '../sim-io.ts'
import type { Destination } from '../sinks/create-sink.ts'
import type { OutEvent } from '../sinks/sink.ts'
import type { ZoneClock } from '../time/zone-clock.ts'
import type { CompactEvent } from './compact-event.ts'
import type { Delivery } from './deliver.ts'
import type { Position } from './start-progress.ts'
import type { Summary } from './summary.ts'
import { createSink } from '../sinks/create-sink.ts'
import { deliver, stayQuiet } from './deliver.ts'
import { startProgress } from './start-progress.ts'
import { summaryText, toSummary } from './summary.ts'

export interface DeliveryRun<E extends CompactEvent> extends Omit<Delivery<E>, 'onSent'> {
  readonly clock: ZoneClock
  /** How many events there are; null for a stream without an end. */
  readonly total: number | null
  /** How many of them an earlier run has sent. @default 0 */
  readonly sentBefore?: number | undefined
  readonly notes: Notes | null
  /** After the end go on telling the server that there is nothing new, until the abort. */
  readonly stay?: boolean | undefined
}

/** Sends a stream, tells of its progress, prints the summary and answers it. */
export async function runDelivery<E extends CompactEvent>(
  run: DeliveryRun<E>,
  destination: Destination,
  io: SimIo,
): Promise<Summary> {
  const sink = createSink(destination, io)
  const startedAt = io.now()
  let position: Position = { at: '', share: null, lateMs: null }
  const stopProgress = startProgress(io, sink.tally, () => position)
  const onSent = (last: OutEvent, lateMs: number | null): void => {
    const sent = (run.sentBefore ?? 0) + sink.tally.sent
    const share = run.total === null ? null : sent / Math.max(1, run.total)
    position = { at: run.clock.format(last.at), share, lateMs }
  }
  try {
    await deliver({ ...run, onSent }, sink, io)
  }
  finally {
    stopProgress()
  }
  const seconds = (io.now() - startedAt) / 1000
  const summary = toSummary(sink.tally, run.notes, seconds, io.signal.aborted)
  io.out(summaryText(summary, run.notes, sink.tally))
  if (run.stay === true)
    await stayQuiet(sink, io)
  return summary
}
