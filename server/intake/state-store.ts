import type { Database, RootDatabase } from 'lmdb'
import type { CaseState } from './fold.ts'
import type { OrphanEvents } from './orphans.ts'
import type { RefusalKey } from './refusal-counts.ts'
import type { SourceRecord } from './source-record.ts'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { open } from 'lmdb'

/** A case as it is kept: its fold, and how many versions of it ClickHouse was given. */
export interface StoredCase {
  state: CaseState
  /** 0 while the case is an orphan. */
  version: number
}

/** One group commit on its way to ClickHouse. Immutable once written. */
export interface OutboxEntry {
  /** Ledger number of its last event. */
  seq: number
  events: number
  /** When it was committed, milliseconds since 1970. */
  at: number
  /** Time of the newest event in it, milliseconds since 1970. */
  newestAt: number
  /** Where its cases lie and lay before; without it, anywhere. Earlier versions wrote none. */
  regions?: readonly string[]
  /** Rows of `case_events`, JSONCompactEachRow. */
  ledger: Buffer
  /** Rows of `case_versions`, JSONCompactEachRow; empty when no case changed visibly. */
  versions: Buffer
}

/** What the loader must remember; the writer never touches it. */
export interface LoadState {
  /** Ledger number of the last event that ClickHouse has. */
  loadedSeq: number
  /**
   * Last entry of the insert under way, fixed before its first attempt: a retry after a crash
   * must send the same bytes under the same token.
   */
  sealedTo: number | null
}

export interface StoreMeta {
  /** Random, once a store: part of every deduplication token. */
  storeId: string
  /** What the stored versions depend on in the profile. */
  fingerprint: string
  /** Ledger number of the last event taken. */
  seq: number
  /** Time of the newest event taken, milliseconds since 1970; null before the first. */
  newestAt: number | null
  /** Events of cases whose report has not come. */
  orphanCases: number
  /** True while the store is being made anew from the ledger. */
  rebuilding: boolean
}

/**
 * Everything the writer must remember, in one LMDB environment, so that a case's fold, the ids
 * applied and the outbox change in one transaction or not at all.
 */
export interface StateStore {
  readonly meta: Database<StoreMeta, string>
  readonly cases: Database<StoredCase, string>
  /** Event id to the digest of its content. */
  readonly ids: Database<Buffer, string>
  readonly outbox: Database<OutboxEntry, number>
  readonly load: Database<LoadState, string>
  /** Case whose report has not come, to its events. */
  readonly orphans: Database<OrphanEvents, string>
  /** Source to what is remembered of it. A rebuild keeps them: the ledger does not know. */
  readonly sources: Database<SourceRecord, string>
  /** Lines that were not added to the ledger, counted. A rebuild keeps them as well. */
  readonly refusals: Database<number, RefusalKey>
  readMeta: () => StoreMeta | undefined
  readLoad: () => LoadState
  /**
   * Runs `action` in a write transaction and resolves when whoever reads or writes next sees it;
   * the disk has it when `flushed` resolves. A flush covers everything written before.
   */
  write: (action: () => void) => Promise<{ flushed: Promise<void> }>
  /** `write`, and resolves when it is flushed. */
  commit: (action: () => void) => Promise<void>
  /**
   * Runs `action` in a write transaction without waiting for the disk: it outlives the process,
   * not the machine.
   */
  note: (action: () => void) => Promise<void>
  /** Forgets everything that the ledger can give back: the first step of a rebuild. */
  clear: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Address space that the file is mapped into, far more than a city's store grows to: no memory and
 * no disk. Without it LMDB maps a growing file again and again and keeps every map, whose pages are
 * then counted as resident twice over. A file that outgrows it is mapped anew.
 */
const MAP_BYTES = 64 * 2 ** 30
/** Far longer than a healthy disk needs. */
const FLUSH_MS = 5000

export const META_KEY = 'meta'
export const LOAD_KEY = 'load'

export function openStateStore(directory: string): StateStore {
  const root: RootDatabase = open({
    path: directory,
    maxDbs: 16,
    // Values are read once and written once: a cache would only hold memory.
    cache: false,
    compression: false,
    mapSize: MAP_BYTES,
    // All writes are transactions already. With batches of its own LMDB rejects a promise that
    // nobody holds when the disk is full, and that ends the process.
    eventTurnBatching: false,
  })
  const databases = {
    meta: root.openDB<StoreMeta, string>({ name: 'meta' }),
    // With the default encoder the writer took a fifth more of the processor for an event.
    cases: root.openDB<StoredCase, string>({ name: 'cases', encoding: 'json' }),
    ids: root.openDB<Buffer, string>({ name: 'ids', encoding: 'binary' }),
    outbox: root.openDB<OutboxEntry, number>({ name: 'outbox' }),
    load: root.openDB<LoadState, string>({ name: 'load' }),
    orphans: root.openDB<OrphanEvents, string>({ name: 'orphans' }),
  }
  const kept = {
    sources: root.openDB<SourceRecord, string>({ name: 'sources' }),
    refusals: root.openDB<number, RefusalKey>({ name: 'refusals' }),
  }
  async function write(action: () => void): Promise<{ flushed: Promise<void> }> {
    await root.transaction(action).catch(hearCause)
    return { flushed: flush(root) }
  }
  return {
    ...databases,
    ...kept,
    readMeta: () => databases.meta.get(META_KEY),
    readLoad: () => databases.load.get(LOAD_KEY) ?? { loadedSeq: 0, sealedTo: null },
    write,
    commit: async (action) => {
      const { flushed } = await write(action)
      await flushed
    },
    note: async (action) => {
      await root.transaction(action).catch(hearCause)
    },
    clear: async () => {
      for (const database of Object.values(databases))
        await database.clearAsync()
      await root.flushed
    },
    close: async () => root.close(),
  }
}

async function flush(root: RootDatabase): Promise<void> {
  while (!await isFlushed(root)) {
    // A flush covers all that was committed before: that of one more transaction will do.
    await root.transaction(() => {}).catch(hearCause)
  }
}

/**
 * Resolves when what was committed is on disk; false after a while. LMDB answers only for flushes
 * that succeeded: a commit that shared one with another's that failed, on a full disk, would wait
 * for ever.
 */
async function isFlushed(root: RootDatabase): Promise<boolean> {
  const patience = new AbortController()
  return Promise.race([
    root.flushed.then(() => true),
    sleep(FLUSH_MS, false, { signal: patience.signal }).catch(() => false),
  ]).finally(() => patience.abort())
}

/**
 * LMDB tells why a commit failed in a promise beside the error, and prints it. Nobody listens to
 * that promise: unheard, its rejection would end the process.
 */
function hearCause(error: Error & { commitError?: Promise<never> }): never {
  error.commitError?.catch(() => {})
  throw error
}

export function newMeta(fingerprint: string): StoreMeta {
  return {
    storeId: randomUUID(),
    fingerprint,
    seq: 0,
    newestAt: null,
    orphanCases: 0,
    rebuilding: false,
  }
}
