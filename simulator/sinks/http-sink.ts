import type { SimIo } from '../sim-io.ts'
import type { Target } from './post-batch.ts'
import type { OutEvent, Sink } from './sink.ts'
import { postBatch } from './post-batch.ts'
import { postHeartbeat } from './post-heartbeat.ts'
import { Tally } from './tally.ts'

/** Most events of one request. */
const MAX_BATCH_EVENTS = 2000
/** Most characters of one request, below what the server takes as a body. */
const MAX_BATCH_CHARACTERS = 1_000_000
// One request is written while the server works on the other; more does not make it faster.
const LANES = 2
const TRAILING_SLASH = /\/$/

/** Events given together, and how many of the requests' lanes have not arrived yet. */
interface Batch { readonly size: number, missing: number }

/**
 * Posts events to `/api/v1/events`. A case always travels in the same lane and a lane has one
 * request in flight, so the events of a case never overtake one another.
 */
export class HttpSink implements Sink {
  readonly tally = new Tally()
  readonly batchSize = MAX_BATCH_EVENTS * LANES
  readonly #lanes: Promise<void>[] = []
  readonly #target: Target
  readonly #heart: Target
  readonly #underWay: Batch[] = []
  #acked = 0
  #failure: unknown = null

  constructor(server: string, token: string, private readonly io: SimIo) {
    const api = `${server.replace(TRAILING_SLASH, '')}/api/v1`
    this.#target = { url: `${api}/events`, token }
    this.#heart = { url: `${api}/heartbeat`, token }
  }

  get acked(): number {
    return this.#acked
  }

  async heartbeat(): Promise<void> {
    await postHeartbeat(this.#heart)
  }

  async send(events: readonly OutEvent[], pipelined: boolean): Promise<void> {
    if (!pipelined) {
      await Promise.all(this.#lanes)
      this.#throwFailure()
      this.#lanes[0] = this.#post(events, this.#begin(events.length, 1))
      await this.#lanes[0]
      return this.#throwFailure()
    }
    const batch = this.#begin(events.length, LANES)
    for (let lane = 0; lane < LANES; lane++) {
      await this.#lanes[lane]
      this.#throwFailure()
      this.#lanes[lane] = this.#post(events.filter(event => laneOf(event.caseId) === lane), batch)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes)
    this.#throwFailure()
  }

  #begin(size: number, parts: number): Batch {
    const batch = { size, missing: parts }
    this.#underWay.push(batch)
    return batch
  }

  #end(batch: Batch): void {
    batch.missing -= 1
    while (this.#underWay[0]?.missing === 0)
      this.#acked += this.#underWay.shift()!.size
  }

  // Never rejects: a lane is awaited later, and a rejection nobody waits for ends the process.
  async #post(events: readonly OutEvent[], batch: Batch): Promise<void> {
    try {
      for (const body of toBodies(events)) {
        const answer = await postBatch(this.#target, body.text, this.io, (why) => {
          this.tally.retries += 1
          this.io.err(`trying again: ${why}\n`)
        })
        if (!answer)
          return
        this.tally.add(answer, body.lines)
      }
      this.#end(batch)
    }
    catch (error) {
      this.#failure ??= error
    }
  }

  #throwFailure(): void {
    if (this.#failure)
      throw this.#failure
  }
}

function laneOf(caseId: string): number {
  let hash = 0
  for (let i = 0; i < caseId.length; i++)
    hash = (hash * 31 + caseId.charCodeAt(i)) | 0
  return Math.abs(hash) % LANES
}

function* toBodies(events: readonly OutEvent[]): Generator<{ text: string, lines: number }> {
  let text = ''
  let lines = 0
  for (const { line } of events) {
    const full = lines === MAX_BATCH_EVENTS || text.length + line.length > MAX_BATCH_CHARACTERS
    if (full && lines > 0) {
      yield { text, lines }
      text = ''
      lines = 0
    }
    text += `${line}\n`
    lines += 1
  }
  if (lines > 0)
    yield { text, lines }
}
