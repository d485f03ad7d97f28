import type { CaseEvent as CaseEventType } from '../../contract/case-event.ts'
import type { SimIo } from '../sim-io.ts'
import { Compile } from 'typebox/compile'
import { CaseEvent } from '../../contract/case-event.ts'
import { MAX_LEDGER_PAGE } from '../../contract/ledger.ts'
import { startProgress } from '../delivery/start-progress.ts'
import { SimError } from '../sim-error.ts'
import { createFileSink } from '../sinks/file-sink.ts'
import { getJson } from '../sources/get-json.ts'
import { Anonymizer, MAX_RECORDED_CASES } from './anonymize.ts'

const IDLE_MS = 1000
const TRAILING_SLASH = /\/$/
const event = Compile(CaseEvent)

export interface RecordOptions {
  /** Address of a GridWall server. */
  readonly from: string
  /** The server's view token. */
  readonly token?: string | undefined
  /** An .ndjson file, packed when it ends in .gz. */
  readonly out: string
  /** Goes on with what is accepted later, until `io.signal` aborts. */
  readonly follow: boolean
}

/** What a recording holds. */
export interface RecordSummary {
  readonly events: number
  readonly cases: number
  readonly retries: number
}

/**
 * Writes a server's ledger as a file of events that `replay` takes, in the order in which they
 * were accepted, without what could identify a person. Throws SimError.
 */
export async function runRecord(options: RecordOptions, io: SimIo): Promise<RecordSummary> {
  const sink = createFileSink(options.out)
  const people = new Anonymizer()
  const startedAt = io.now()
  let last = ''
  const stopProgress = startProgress(io, sink.tally, () =>
    ({ at: last, share: null, lateMs: null }))
  try {
    for (let after = 0; !io.signal.aborted;) {
      const page = await readPage(options, after, io, () => sink.tally.retries += 1)
      if (!page)
        break
      const events = page.events.map(one => people.anonymize(one))
      if (people.cases > MAX_RECORDED_CASES) {
        throw new SimError('source_unreadable', `${options.from} holds more than `
          + `${MAX_RECORDED_CASES} cases, a recording tells no more apart`)
      }
      await sink.send(events.map(one =>
        ({ caseId: one.caseId, at: Date.parse(one.at), line: JSON.stringify(one) })), true)
      last = events.at(-1)?.at ?? last
      after = page.next
      if (!page.more && !options.follow)
        break
      if (!page.more)
        await io.sleep(IDLE_MS)
    }
    await sink.close()
  }
  finally {
    stopProgress()
  }
  const { sent, retries } = sink.tally
  const seconds = (io.now() - startedAt) / 1000
  io.out(`recorded ${sent} events of ${people.cases} cases in ${seconds.toFixed(1)} s, `
    + `requests repeated ${retries}; without titles, places and the sources' ids\n`)
  return { events: sent, cases: people.cases, retries }
}

interface Page { events: CaseEventType[], next: number, more: boolean }

async function readPage(
  { from, token }: RecordOptions,
  after: number,
  io: SimIo,
  onRetry: () => void,
): Promise<Page | null> {
  const url = `${from.replace(TRAILING_SLASH, '')}/api/v1/ledger?after=${after}&limit=${MAX_LEDGER_PAGE}`
  const answer = await getJson({ url, token }, io, (why) => {
    onRetry()
    io.err(`trying again: ${why}\n`)
  })
  if (!answer)
    return null
  const { events, next, more } = (answer.value ?? {}) as Partial<Record<keyof Page, unknown>>
  if (!Array.isArray(events) || typeof next !== 'number' || typeof more !== 'boolean' || next < after)
    throw new SimError('server_refused', `${url} answers no page of a ledger. Check that --from is a GridWall server`)
  return { events: events.map(one => toEvent(one, url)), next, more }
}

// What the server adds to an event is of its own ledger, not of the case.
function toEvent(value: unknown, url: string): CaseEventType {
  const { seq, source: _, receivedAt: __, ...rest } = value as Record<string, unknown>
  if (!event.Check(rest))
    throw new SimError('server_refused', `${url}: event ${String(seq)} is no case event. Check that the versions fit`)
  return rest
}
