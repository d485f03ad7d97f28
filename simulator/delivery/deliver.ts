import type { SimIo } from '../sim-io.ts'
import type { OutEvent, Sink } from '../sinks/sink.ts'
import type { CompactEvent } from './compact-event.ts'

/** Longest pause between two looks at the clock, so that an abort or a jump is seen soon. */
const LONGEST_SLEEP_MS = 200
// At a timed pace what is due is sent together: one request for a tenth of a second.
const GATHER_MS = 100
/** After so long without an event the server is told that there is none. */
const HEARTBEAT_MS = 10_000

/** How a stream is sent. */
export interface Delivery<E extends CompactEvent> {
  readonly events: Iterable<E>
  /** When an event may be sent, milliseconds since 1970; -Infinity: at once. */
  readonly dueToSend: (event: E) => number
  /** Called when the event is sent, not before. */
  readonly render: (event: E) => OutEvent
  /** While it answers true no heartbeat is sent: the source is cut off. @default never */
  readonly isMute?: (() => boolean) | undefined
  /** Told after each batch of the last event in it, and by how much it was late. */
  readonly onSent: (last: OutEvent, lateMs: number | null) => void
  /** Told, and waited for, whenever more events from the first on are acknowledged: how many. */
  readonly onAcked?: ((count: number) => Promise<void>) | undefined
}

/** Sends a stream at its pace until it ends, and has arrived, or the run is aborted. */
export async function deliver<E extends CompactEvent>(
  delivery: Delivery<E>,
  sink: Sink,
  io: SimIo,
): Promise<void> {
  const source = delivery.events[Symbol.iterator]()
  let next = source.next()
  let heardAt = io.now()
  let acked = 0

  async function tellAcked(): Promise<void> {
    if (sink.acked === acked)
      return
    acked = sink.acked
    await delivery.onAcked?.(acked)
  }

  /** A short sleep; a server that heard nothing for long learns that there was nothing. */
  async function idle(ms: number): Promise<void> {
    if (io.now() - heardAt >= HEARTBEAT_MS && !delivery.isMute?.()) {
      await sink.heartbeat()
      heardAt = io.now()
    }
    await io.sleep(ms)
  }

  while (!next.done && !io.signal.aborted) {
    const wait = delivery.dueToSend(next.value) - io.now()
    if (wait > 0) {
      await idle(Math.min(Math.max(wait, GATHER_MS), LONGEST_SLEEP_MS))
      continue
    }
    const batch: OutEvent[] = []
    let lastDue = -Infinity
    while (!next.done && batch.length < sink.batchSize) {
      const due = delivery.dueToSend(next.value)
      if (due > io.now())
        break
      lastDue = due
      batch.push(delivery.render(next.value))
      next = source.next()
    }
    await sink.send(batch, lastDue === -Infinity)
    heardAt = io.now()
    await tellAcked()
    const last = batch.at(-1)
    if (last)
      delivery.onSent(last, lastDue === -Infinity ? null : io.now() - lastDue)
  }
  await sink.close()
  await tellAcked()
}

/** Tells the server that there is nothing new, until the run is aborted. */
export async function stayQuiet(sink: Sink, io: SimIo): Promise<void> {
  while (!io.signal.aborted) {
    await sink.heartbeat()
    await io.sleep(HEARTBEAT_MS)
  }
}
