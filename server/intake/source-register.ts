import type { SourceRecord, Taken } from './source-record.ts'
import type { StateStore } from './state-store.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { mergeRecords, withEvents } from './source-record.ts'

/** Hearing alone is written at most so often: what a crash can take of it. */
const WRITE_EVERY_MS = 1000

export interface SourceRegisterOptions {
  store: StateStore
  wallNow: () => number
  log: { warn: (details: object, message: string) => void }
}

/** When each source was heard, and up to which event time it has sent everything. */
export interface SourceRegister {
  get: (name: string) => SourceRecord | undefined
  /** A request or a message with the source's token came. On disk within a second. */
  hear: (name: string) => void
  /**
   * The source says it has sent everything up to then; null: it says nothing of it. Resolves when
   * the record is on disk, at most a second later however often it is called.
   */
  promise: (name: string, watermark: number | null) => Promise<SourceRecord>
  /** The writer committed new events, and their sources' records with them. */
  took: (taken: ReadonlyMap<string, Taken>) => void
  /** Writes what is not on disk yet. */
  close: () => Promise<void>
}

export function createSourceRegister(options: SourceRegisterOptions): SourceRegister {
  const { store, wallNow, log } = options
  const records = new Map(Array.from(store.sources.getRange({}), ({ key, value }) => [key, value]))
  const dirty = new Set<string>()
  let rested: Promise<unknown> = Promise.resolve()
  let writing: Promise<void> | null = null
  let soon = false
  let closed = false

  function note(name: string, more: Partial<SourceRecord>): SourceRecord {
    const record = mergeRecords(records.get(name), {
      heardAt: wallNow(),
      eventAt: null,
      watermark: null,
      promised: false,
      ...more,
    })
    records.set(name, record)
    dirty.add(name)
    return record
  }

  /** Whoever comes while a write waits for its turn shares it. */
  async function write(): Promise<void> {
    writing ??= rested.then(async () => {
      writing = null
      await writeDirty()
    })
    return writing
  }

  async function writeDirty(): Promise<void> {
    const names = [...dirty]
    if (names.length === 0)
      return
    dirty.clear()
    rested = pause(WRITE_EVERY_MS, undefined, { ref: false })
    try {
      await store.commit(() => {
        for (const name of names)
          store.sources.putSync(name, mergeRecords(store.sources.get(name), records.get(name)!))
      })
    }
    catch (error) {
      names.forEach(name => dirty.add(name))
      throw error
    }
  }

  /** Later rather than now: events that follow write the record with their own commit. */
  async function writeSoon(): Promise<void> {
    if (soon)
      return
    soon = true
    await pause(WRITE_EVERY_MS, undefined, { ref: false })
    soon = false
    if (closed)
      return
    await write().catch((error: unknown) =>
      log.warn({ err: error }, 'when sources were heard could not be written; trying again'))
  }

  return {
    get: name => records.get(name),
    hear(name) {
      note(name, {})
      void writeSoon()
    },
    async promise(name, watermark) {
      note(name, watermark === null ? {} : { watermark, promised: true })
      await write()
      return records.get(name)!
    },
    took(taken) {
      for (const [name, events] of taken) {
        const before = records.get(name)
        records.set(name, withEvents(before, events))
        // A promise that is not on disk yet keeps its turn; the rest went with the events.
        if (before?.promised !== true)
          dirty.delete(name)
      }
    },
    async close() {
      closed = true
      // Not `write`, which would first rest.
      await writing?.catch(() => undefined)
      await writeDirty()
    },
  }
}
