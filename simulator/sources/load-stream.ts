import type { City } from '../../city/city.ts'
import type { CompactEvent } from '../delivery/compact-event.ts'
import { compileMapping } from '../mapping/compile-mapping.ts'
import { loadMapping } from '../mapping/load-mapping.ts'
import { Notes } from '../mapping/notes.ts'
import { SimError } from '../sim-error.ts'
import { readEvents } from './read-events.ts'
import { readRows } from './read-rows.ts'

/** Events kept in memory at most, some 300 bytes each. Longer sources: replay them in parts. */
export const MAX_STREAM_EVENTS = 5_000_000

/** A source's events in the order of their times, and what was noted while reading it. */
export interface EventStream {
  readonly events: readonly CompactEvent[]
  readonly notes: Notes
}

/**
 * Reads a whole source and sorts it by time; of equal times the order of the source holds.
 * @param file .csv, .ndjson, .json or .parquet, all but the last also with .gz
 * @param mapping file of the mapping; null when the source holds case events already
 * @param city whose codes the mapping must give
 */
export async function loadStream(
  file: string,
  mapping: string | null,
  city: City,
): Promise<EventStream> {
  const notes = new Notes()
  const events: CompactEvent[] = []
  const source = mapping === null ? readEvents(file) : mapRows(file, mapping, city, notes)
  for await (const event of source) {
    events.push(event)
    if (events.length > MAX_STREAM_EVENTS) {
      throw new SimError('source_unreadable', `${file} gives more than ${MAX_STREAM_EVENTS} `
        + 'events, split it and replay the parts')
    }
  }
  events.sort((a, b) => a.at - b.at)
  return { events, notes }
}

async function* mapRows(
  file: string,
  mappingFile: string,
  city: City,
  notes: Notes,
): AsyncGenerator<CompactEvent> {
  const mapping = await loadMapping(mappingFile, city)
  const map = compileMapping(mapping, city)
  for await (const row of readRows(file, mapping))
    yield* map(row, notes)
}
