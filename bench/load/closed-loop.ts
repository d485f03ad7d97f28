import type { Batch } from './open-loop.ts'
import type { Posted } from './post-batch.ts'
import type { SentBatch } from './sent-batch.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { send } from './open-loop.ts'

/** Requests under way at once: enough for the server never to wait for the next one. */
const CONNECTIONS = 4
/** The answer to each look costs the server a millisecond or two. */
const LOOK_MS = 100
const WAIT_MS = 5

export interface ClosedLoopOptions {
  /** Acked events that may wait for ClickHouse: beyond it nothing is sent. */
  maxPending: number
}

/**
 * Sends as fast as the server takes it while what waits for ClickHouse stays bounded, so that the
 * rate is one it could keep up for ever.
 */
export async function sendClosedLoop(
  batches: readonly Batch[],
  { maxPending }: ClosedLoopOptions,
  post: (body: Buffer) => Promise<Posted>,
  readPending: () => Promise<number>,
): Promise<SentBatch[]> {
  const queue = batches.values()
  const sent: SentBatch[] = []
  const life = { pending: await readPending(), sending: true }

  async function watch(): Promise<void> {
    while (life.sending) {
      life.pending = await readPending()
      await sleep(LOOK_MS)
    }
  }
  async function work(): Promise<void> {
    for (const batch of queue) {
      while (life.pending > maxPending)
        await sleep(WAIT_MS)
      // Until the next look the batch counts as waiting.
      life.pending += batch.events
      sent.push(await send(batch, steadyNow(), false, post))
    }
  }

  const watching = watch()
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  life.sending = false
  await watching
  return sent
}
