import type { CasePlan } from '../stream/case-source.ts'
import type { ChaosShares } from '../stream/chaos-shares.ts'
import type { PackedWaits } from '../wait-times.ts'
import type { Target } from './post-body.ts'
import type { Producer, SendOptions } from './producer.ts'
import type { ProducerProgress, ProducerResult } from './progress.ts'
import { answerCalls } from '../processes/answer-calls.ts'
import { openLines } from '../stream/open-lines.ts'
import { createProducer } from './producer.ts'

export interface OpenOptions { plan: CasePlan, chaos: ChaosShares, target: Target }

let producer: Producer

const calls = {
  open: async ({ plan, chaos, target }: OpenOptions): Promise<void> => {
    producer = createProducer(await openLines(plan, chaos), target)
  },
  /** Begins to send and answers at once. */
  send: (options: SendOptions): void => producer.send(options),
  look: (_: null): ProducerProgress => producer.look(),
  /** Recorded waits, of what was due from a second of the run on. */
  waits: (from: number): PackedWaits => producer.waits(from),
  /** Ends the schedule early. */
  stop: (_: null): void => producer.stop(),
  /** Sends what chaos held back. */
  drain: (_: null): void => producer.drain(),
  /** Gives up what has no answer yet. */
  giveUp: (_: null): void => producer.giveUp(),
  result: (_: null): ProducerResult => producer.result(),
}
export type ProducerCalls = typeof calls

answerCalls(calls)
