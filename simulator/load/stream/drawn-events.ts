import type { GeneratedEvent } from '../../generate/generated-event.ts'
import type { CaseSource } from './case-source.ts'

/** Sums below it are exact. */
const DIGESTS = 2 ** 48

/**
 * How far a producer read its stream: what the oracle needs to know to make the same events.
 * All of the passes before `pass` were read, and of it all that happened before `at`.
 */
export interface DrawnMark {
  pass: number
  /** Milliseconds since 1970; -Infinity before the first. */
  at: number
  /** The events at `at` itself that were read. */
  ids: string[]
  /** Events read in all passes. */
  count: number
  /** Of all of them, whatever their order: shows that both made the same. */
  digest: number
}

export interface DrawnEvents {
  /** There is always another one: after the last pass the next begins. */
  next: () => GeneratedEvent
  mark: () => DrawnMark
}

/** Reads a source event by event and remembers how far. */
export function drawEvents(source: CaseSource): DrawnEvents {
  const mark: DrawnMark = { pass: 0, at: -Infinity, ids: [], count: 0, digest: 0 }
  let events = source.events(0)

  return {
    next() {
      let read = events.next()
      while (read.done) {
        Object.assign(mark, { pass: mark.pass + 1, at: -Infinity, ids: [] })
        events = source.events(mark.pass)
        read = events.next()
      }
      const event = read.value
      if (event.at !== mark.at)
        Object.assign(mark, { at: event.at, ids: [] })
      mark.ids.push(event.id)
      mark.count++
      mark.digest = addToDigest(mark.digest, event)
      return event
    },
    mark: () => ({ ...mark, ids: [...mark.ids] }),
  }
}

/** Case by case what was read up to a mark; cases of which nothing was read are left out. */
export function* drawnCases(
  source: CaseSource,
  mark: DrawnMark,
): Generator<GeneratedEvent[], void> {
  const ids = new Set(mark.ids)
  for (let pass = 0; pass <= mark.pass; pass++) {
    const isWhole = pass < mark.pass
    for (const own of source.cases(pass)) {
      const read = isWhole
        ? own
        : own.filter(({ at, id }) => at < mark.at || (at === mark.at && ids.has(id)))
      if (read.length > 0)
        yield read
    }
  }
}

/** A sum of hashes (FNV-1a): the same for the same events in any order. */
export function addToDigest(digest: number, { id, at }: GeneratedEvent): number {
  let hash = 0x811C9DC5 ^ Math.floor(at / 1000)
  for (let i = 0; i < id.length; i++)
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return (digest + (hash >>> 0)) % DIGESTS
}
