import type { CompactEvent } from '../delivery/compact-event.ts'
import type { Summary } from '../delivery/summary.ts'
import type { SimIo } from '../sim-io.ts'
import type { FollowState } from './follow-state.ts'
import { loadCity } from '../../city/load-city.ts'
import { toOutEvent } from '../delivery/compact-event.ts'
import { startProgress } from '../delivery/start-progress.ts'
import { summaryText, toSummary } from '../delivery/summary.ts'
import { compileMapping } from '../mapping/compile-mapping.ts'
import { loadMapping } from '../mapping/load-mapping.ts'
import { Notes } from '../mapping/notes.ts'
import { resolveProfile } from '../resolve-profile.ts'
import { SimError } from '../sim-error.ts'
import { HttpSink } from '../sinks/http-sink.ts'
import { toRow } from '../sources/read-rows.ts'
import { ZoneClock } from '../time/zone-clock.ts'
import { loadState, saveState } from './follow-state.ts'
import { readRequests } from './read-requests.ts'

export interface FollowOptions {
  /** Address of an Open311 GeoReport v2 `requests.json`. */
  readonly from: string
  readonly mapping: string
  /** Name in profiles/, or a folder. */
  readonly profile: string
  /** File that keeps how far the source was read, so that another run goes on from there. */
  readonly state: string
  /** Seconds from one poll to the next. */
  readonly everySeconds: number
  /** One poll, then the end. */
  readonly once: boolean
  readonly destination: { readonly to: string, readonly token: string }
}

/**
 * Polls a source of service requests and sends what is new. What was sent is remembered only
 * after the server has acknowledged it, so that a crash repeats events (with the same ids) and
 * loses none. A poll that fails is told of and tried again at the next; with `once` it throws.
 */
export async function runFollow(options: FollowOptions, io: SimIo): Promise<Summary> {
  const { destination: { to, token }, from } = options
  const city = await loadCity(resolveProfile(options.profile))
  const mapping = await loadMapping(options.mapping, city)
  const map = compileMapping(mapping, city)
  const state = await loadState(options.state, from)
  const sink = new HttpSink(to, token, io)
  const clock = new ZoneClock(city.timezone)
  const notes = new Notes()
  const startedAt = io.now()
  const stopProgress = startProgress(io, sink.tally, () =>
    ({ at: state.newest ?? '', share: null, lateMs: null }))

  async function poll(): Promise<void> {
    const before = sink.tally.sent
    let newest = state.newest
    const onRetry = (why: string): void => {
      sink.tally.retries += 1
      io.err(`trying again: ${why}\n`)
    }
    for await (const requests of readRequests(from, state.newest, io, onRetry)) {
      const events = requests.flatMap(request => map(toRow(request, mapping), notes))
      await send(events.filter(event => !state.sent.has(event.id)))
      newest = newestOf(newest, requests.map(request => changedAt(request)))
    }
    if (io.signal.aborted)
      return
    state.newest = newest
    await saveState(options.state, from, state)
    if (sink.tally.sent === before)
      await sink.heartbeat()
  }

  async function send(events: readonly CompactEvent[]): Promise<void> {
    const inOrder = events.toSorted((a, b) => a.at - b.at)
    for (let i = 0; i < inOrder.length; i += sink.batchSize) {
      const batch = inOrder.slice(i, i + sink.batchSize)
      const before = sink.tally.sent
      await sink.send(batch.map(event => toOutEvent(event, clock)), false)
      // An aborted send answers without an acknowledgement.
      if (sink.tally.sent - before < batch.length)
        return
      remember(state, batch)
    }
    if (inOrder.length > 0)
      await saveState(options.state, from, state)
  }

  let failedPolls = 0
  try {
    do {
      await poll().catch((error: unknown) => {
        if (options.once || !(error instanceof SimError) || error.code === 'out_unwritable')
          throw error
        failedPolls += 1
        io.err(`${error.code}: ${error.message}\n`)
      })
      if (!options.once && !io.signal.aborted)
        await io.sleep(options.everySeconds * 1000)
    } while (!options.once && !io.signal.aborted)
  }
  finally {
    stopProgress()
  }
  const summary = toSummary(sink.tally, notes, (io.now() - startedAt) / 1000, io.signal.aborted)
  io.out(summaryText(summary, notes, sink.tally))
  if (failedPolls > 0)
    io.out(`polls that failed: ${failedPolls}\n`)
  return summary
}

function remember(state: FollowState, events: readonly CompactEvent[]): void {
  for (const { id } of events)
    state.sent.add(id)
}

/** GeoReport's time of change; where a server leaves it out, the time of the request. */
function changedAt(request: Record<string, unknown>): string {
  const { updated_datetime: updated, requested_datetime: requested } = request
  return typeof updated === 'string' && updated !== '' ? updated : String(requested ?? '')
}

function newestOf(newest: string | null, times: readonly string[]): string | null {
  const known = times.filter(time => !Number.isNaN(Date.parse(time)))
  return known.reduce<string | null>((best, time) =>
    best === null || Date.parse(time) > Date.parse(best) ? time : best, newest)
}
