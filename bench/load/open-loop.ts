import type { Posted } from './post-batch.ts'
import type { SentBatch } from './sent-batch.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { steadyNow } from '../../simulator/load/steady-now.ts'

/** A batch ready to be sent. */
export interface Batch { body: Buffer, events: number }

export interface OpenLoopOptions {
  eventsPerSecond: number
  /** Every so many batches the one before is sent again in the same slot; 0: never. */
  repeatEvery: number
}

/**
 * Sends on a schedule that does not wait for answers: a server that falls behind is sent more all
 * the same, and the time from the schedule to the answer shows it.
 */
export async function sendOpenLoop(
  batches: readonly Batch[],
  { eventsPerSecond, repeatEvery }: OpenLoopOptions,
  post: (body: Buffer) => Promise<Posted>,
): Promise<SentBatch[]> {
  const sending: Promise<SentBatch>[] = []
  let dueMs = steadyNow()
  for (const [index, batch] of batches.entries()) {
    const early = dueMs - steadyNow()
    if (early > 0)
      await sleep(early)
    sending.push(send(batch, dueMs, false, post))
    if (repeatEvery > 0 && index % repeatEvery === repeatEvery - 1)
      sending.push(send(batches[index - 1]!, dueMs, true, post))
    dueMs += batch.events * 1000 / eventsPerSecond
  }
  return Promise.all(sending)
}

/** Sends one batch and notes what became of it. */
export async function send(
  { body, events }: Batch,
  dueMs: number,
  repeated: boolean,
  post: (body: Buffer) => Promise<Posted>,
): Promise<SentBatch> {
  const { answer, refusals } = await post(body)
  return {
    dueMs,
    ackedMs: steadyNow(),
    events,
    repeated,
    accepted: answer.accepted,
    duplicates: answer.duplicates,
    rejected: answer.rejectedCount,
    refusals,
    seq: answer.seq,
  }
}
