import type { ProducedLines } from '../stream/open-lines.ts'
import type { PackedWaits } from '../wait-times.ts'
import type { Batch } from './batch.ts'
import type { Target } from './post-body.ts'
import type { Departure, ProducerProgress, ProducerResult } from './progress.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { steadyNow } from '../steady-now.ts'
import { createWaitTimes } from '../wait-times.ts'
import { toBatch } from './batch.ts'
import { MAX_UNDER_WAY, postBody } from './post-body.ts'
import { countAnswer, noCounts } from './sent-tally.ts'
import { createTurnstile } from './turnstile.ts'

/** Batches made before their time, so that making them does not delay the sending. */
const AHEAD = 50
/** Closer to its time than this a batch is waited for and nothing else is done. */
const NEAR_MS = 2
/** A server that is away is tried again after this. */
const AWAY_MS = 250
/** Lines without an answer that are held in memory: beyond it the schedule waits, and is late. */
const MAX_WAITING_LINES = 400_000

export interface SendOptions {
  linesPerSecond: number
  seconds: number
  batchLines: number
  /** When the first batch is due, by steadyNow. */
  startAt: number
  /** What the seconds of the run are counted from, by steadyNow. */
  zeroAt: number
}

/** Sends on a schedule that does not wait for answers. */
export interface Producer {
  send: (options: SendOptions) => void
  drain: () => void
  look: () => ProducerProgress
  waits: (from: number) => PackedWaits
  stop: () => void
  giveUp: () => void
  result: () => ProducerResult
}

export function createProducer(lines: ProducedLines, target: Target): Producer {
  const counts = noCounts()
  const waits = createWaitTimes()
  const examples: string[] = []
  const ready: Batch[] = []
  const turnstile = createTurnstile(MAX_UNDER_WAY)
  const life = { sending: false, stopped: false, givenUp: false, waiting: 0, zeroAt: 0 }
  let departures: Departure[] = []
  let failure: string | null = null
  let batchLines = 1
  let answeredAt = 0

  const makeBatch = (): Batch => toBatch(Array.from({ length: batchLines }, () => lines.next()))

  async function run(options: SendOptions): Promise<void> {
    const { linesPerSecond, seconds, startAt } = options
    const batches = Math.max(1, Math.round(linesPerSecond * seconds / batchLines))
    for (let n = 0; n < batches && !life.stopped; n++) {
      const dueMs = startAt + n * batchLines * 1000 / linesPerSecond
      while (ready.length < Math.min(AHEAD, batches - n) && dueMs - steadyNow() > NEAR_MS)
        ready.push(makeBatch())
      const early = dueMs - steadyNow()
      if (early > 0)
        await sleep(early)
      while (life.waiting > MAX_WAITING_LINES && !life.stopped)
        await sleep(NEAR_MS)
      void deliver(ready.shift() ?? makeBatch(), dueMs)
    }
  }

  /** The same bytes until there is an answer: a batch whose answer was lost counts once. */
  async function deliver(batch: Batch, dueMs: number): Promise<void> {
    life.waiting += batch.lines
    counts.lines += batch.lines
    counts.events += batch.events
    counts.copies += batch.copies
    counts.bad += batch.bad.size
    counts.latestMs = Math.max(counts.latestMs, steadyNow() - dueMs)
    while (!life.givenUp) {
      await turnstile.pass()
      if (life.givenUp) {
        turnstile.leave()
        break
      }
      const reply = await postBody(target, batch.body)
      // A source that is told to wait holds back all it has: the answer is to it, not to a batch.
      if (reply.kind === 'wait')
        turnstile.shut(reply.afterMs)
      turnstile.leave()
      if (reply.kind === 'answer') {
        const { answer } = reply
        answeredAt = steadyNow()
        waits.record(answeredAt - dueMs, Math.floor((dueMs - life.zeroAt) / 1000))
        countAnswer(counts, batch, answer, examples)
        if (answer.accepted > 0)
          departures.push({ dueMs, seq: answer.seq })
        life.waiting -= batch.lines
        return
      }
      if (reply.kind === 'refused') {
        failure ??= reply.why
        break
      }
      if (reply.kind === 'wait') {
        counts.refusals += batch.lines
      }
      else {
        counts.lost++
        await sleep(AWAY_MS)
      }
    }
    counts.unanswered += batch.lines
    life.waiting -= batch.lines
  }

  return {
    send(options) {
      life.sending = true
      life.zeroAt = options.zeroAt
      // Batches made for another rate are sent all the same: no line is left out.
      batchLines = options.batchLines
      run(options).catch((error: unknown) => {
        failure ??= String(error)
      }).finally(() => {
        life.sending = false
      })
    },
    drain() {
      const rest = lines.drain()
      for (const batch of ready.splice(0))
        void deliver(batch, steadyNow())
      for (let from = 0; from < rest.length; from += batchLines)
        void deliver(toBatch(rest.slice(from, from + batchLines)), steadyNow())
    },
    look() {
      const since = departures
      departures = []
      const { sending: isSending, waiting } = life
      return { counts, last: waits.takeLast(), departures: since, waiting, isSending, failure }
    },
    waits: from => waits.pack(from),
    stop: () => {
      life.stopped = true
    },
    giveUp: () => {
      life.givenUp = true
    },
    result: () => ({ counts, waits: waits.pack(), mark: lines.mark(), examples, answeredAt }),
  }
}
