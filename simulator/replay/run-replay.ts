import type { CompactEvent } from '../delivery/compact-event.ts'
import type { Summary } from '../delivery/summary.ts'
import type { SimIo } from '../sim-io.ts'
import type { Destination } from '../sinks/create-sink.ts'
import type { Place } from './keep-place.ts'
import type { Speed } from './pace.ts'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { loadCity } from '../../city/load-city.ts'
import { toOutEvent } from '../delivery/compact-event.ts'
import { runDelivery } from '../delivery/run-delivery.ts'
import { resolveProfile } from '../resolve-profile.ts'
import { SimError } from '../sim-error.ts'
import { loadStream } from '../sources/load-stream.ts'
import { tableFormat } from '../sources/table-format.ts'
import { ZoneClock } from '../time/zone-clock.ts'
import { keepPlace } from './keep-place.ts'
import { createPace } from './pace.ts'
import { daysToNow, planPasses } from './plan-passes.ts'
import { streamDigest } from './stream-digest.ts'

const DAY_MS = 86_400_000

export interface ReplayOptions {
  /** .csv, .ndjson, .json or .parquet, all but the last also with .gz. */
  readonly from: string
  /** Name in profiles/, or a folder. */
  readonly profile: string
  /**
   * File of the mapping.
   * @default the profile's mapping.json; an .ndjson holds case events
   */
  readonly mapping?: string | undefined
  /** @default 'max' */
  readonly speed?: Speed | undefined
  /** `days`: moved by whole days so that the newest event lies just before now. @default 'none' */
  readonly shift?: 'none' | 'days' | undefined
  /** Start over after the end, with new cases. @default false */
  readonly loop?: boolean | undefined
  /** Days at the beginning of the stream that are sent at full speed. @default 0 */
  readonly warmDays?: number | undefined
  /** Events after this time are left out, milliseconds since 1970. */
  readonly until?: number | undefined
  /**
   * After the end stay and say that there is nothing new, until `io.signal` aborts.
   * @default false
   */
  readonly stay?: boolean | undefined
  /**
   * File that keeps how far the replay is, so that another run goes on from there. For a server,
   * and without `loop`.
   */
  readonly state?: string | undefined
  readonly destination: Destination
}

/**
 * Sends a source's cases as they happened. Answers when the stream ended or `io.signal` aborted.
 * Throws CityError for the profile, SimError for everything else a person can put right.
 */
export async function runReplay(options: ReplayOptions, io: SimIo): Promise<Summary> {
  const { speed = 'max', shift = 'none', loop = false, warmDays = 0, until = Infinity } = options
  const folder = resolveProfile(options.profile)
  const city = await loadCity(folder)
  const mapping = mappingOf(options, folder)
  const { events, notes } = await loadStream(options.from, mapping, city)
  const kept = events.filter(event => event.at <= until)
  const clock = new ZoneClock(city.timezone)
  const [first, newest] = [kept.at(0), kept.at(-1)]
  if (!first || !newest) {
    throw new SimError('source_unreadable', `${options.from} gives no event `
      + '(up to --until, if it is given), check the file and the mapping')
  }
  const days = shift === 'days' ? daysToNow(newest.at, io.now(), clock) : 0
  const place = await placeOf(options, mapping, kept, days)
  const beginning = place?.beginning ?? { days, sent: 0 }
  if (beginning.sent > 0)
    io.err(`${beginning.sent} of ${kept.length} events were sent before, says ${options.state}\n`)
  const warmUntil = clock.addDays(first.at, beginning.days) + warmDays * DAY_MS
  return runDelivery({
    events: planPasses(kept, { shift, loop, beginning }, clock, io.now),
    dueToSend: createPace(speed, warmUntil, io.now),
    render: event => toOutEvent(event, clock),
    clock,
    total: loop ? null : kept.length,
    sentBefore: beginning.sent,
    onAcked: place?.onAcked,
    notes,
    stay: options.stay,
  }, options.destination, io)
}

async function placeOf(
  { state, from, destination, shift = 'none' }: ReplayOptions,
  mapping: string | null,
  events: readonly CompactEvent[],
  days: number,
): Promise<Place | null> {
  if (state === undefined)
    return null
  // A file is written anew by each run, so a run cannot go on with it.
  if ('out' in destination)
    throw new SimError('usage', '--state is for a server, give --to or leave --state out')
  const { href: to } = new URL(destination.to)
  return keepPlace(state, { from, mapping, to, shift, stream: streamDigest(events) }, days)
}

function mappingOf({ from, mapping }: ReplayOptions, folder: string): string | null {
  if (mapping !== undefined)
    return mapping
  if (tableFormat(from) === 'ndjson')
    return null
  const own = path.join(folder, 'mapping.json')
  if (!existsSync(own)) {
    throw new SimError('usage', `${folder} has no mapping.json, give --mapping a file `
      + 'that says how the rows become events (docs/mappings.md)')
  }
  return own
}
