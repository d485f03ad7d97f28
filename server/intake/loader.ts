import type { Database } from '../clickhouse/database.ts'
import type { Clock, Gate } from '../ports.ts'
import type { OutboxEntry, StateStore } from './state-store.ts'
import { VERSION_COLUMNS } from './case-version.ts'
import { LEDGER_COLUMNS } from './ledger-row.ts'
import { LOAD_KEY } from './state-store.ts'

/** Most events in one insert, and most bytes: what one retry holds in memory. */
const MAX_EVENTS = 20_000
const MAX_BYTES = 24 * 1024 * 1024
const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5_000

export interface LoaderOptions {
  store: StateStore
  storeId: string
  database: Database
  gate: Gate
  /** In replayed time the clock follows what is loaded: frames never run ahead of their data. */
  clock: Pick<Clock, 'observe'>
  log: { warn: (details: object, message: string) => void }
  now: () => number
}

export interface LoaderStatus {
  loadedSeq: number
  up: boolean
  /** Milliseconds; null before the first load. */
  lastLoadMs: number | null
}

/** Takes the outbox to ClickHouse: in order, byte for byte, until ClickHouse accepted it. */
export interface Loader {
  /** Something was put into the outbox. */
  wake: () => void
  status: () => LoaderStatus
  onLoaded: (listener: () => void) => () => void
  /** Ends after the load under way; what is left stays in the outbox. */
  close: () => Promise<void>
}

export function createLoader(options: LoaderOptions): Loader {
  const { store, gate, now, log } = options
  const listeners = new Set<() => void>()
  const status: LoaderStatus = { loadedSeq: store.readLoad().loadedSeq, up: true, lastLoadMs: null }
  const life = { closed: false }
  let sleeping: (() => void) | null = null
  let awake = true
  const finished = run()

  async function run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS
    while (!life.closed) {
      const entries = await seal(store)
      if (entries.length === 0) {
        await sleep(null)
        continue
      }
      try {
        const started = now()
        await gate.run(async () => insertEntries(options, entries))
        await forget(store, entries)
        status.loadedSeq = entries.at(-1)!.seq
        status.lastLoadMs = now() - started
        status.up = true
        retryMs = FIRST_RETRY_MS
        listeners.forEach(listener => listener())
      }
      catch (error) {
        status.up = false
        log.warn({ err: error, retryMs }, 'loading into ClickHouse failed; the outbox keeps the events')
        await sleep(retryMs)
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
      }
    }
  }

  /** Until woken, or for `ms` whatever happens. */
  async function sleep(ms: number | null): Promise<void> {
    if (life.closed || (ms === null && awake)) {
      awake = false
      return
    }
    await new Promise<void>((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms)
      sleeping = () => {
        if (timer === null || life.closed) {
          if (timer !== null)
            clearTimeout(timer)
          resolve()
        }
      }
    })
    sleeping = null
    awake = false
  }

  return {
    wake: () => {
      awake = true
      sleeping?.()
    },
    status: () => status,
    onLoaded: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      life.closed = true
      sleeping?.()
      await finished
    },
  }
}

/**
 * The entries of the next insert. Where one was begun before, exactly its entries: the bound is
 * on disk before the first attempt.
 */
async function seal(store: StateStore): Promise<OutboxEntry[]> {
  const load = store.readLoad()
  const entries: OutboxEntry[] = []
  let events = 0
  let bytes = 0
  for (const { value } of store.outbox.getRange({ start: load.loadedSeq + 1 })) {
    if (load.sealedTo !== null && value.seq > load.sealedTo)
      break
    const size = value.ledger.length + value.versions.length
    const full = events + value.events > MAX_EVENTS || bytes + size > MAX_BYTES
    if (load.sealedTo === null && full && entries.length > 0)
      break
    entries.push(value)
    events += value.events
    bytes += size
  }
  const last = entries.at(-1)
  if (last !== undefined && load.sealedTo === null) {
    const sealed = { ...load, sealedTo: last.seq }
    await store.commit(() => store.load.putSync(LOAD_KEY, sealed))
  }
  return entries
}

async function insertEntries(
  { database, storeId, clock }: LoaderOptions,
  entries: readonly OutboxEntry[],
): Promise<void> {
  const token = `${storeId}-${entries[0]!.seq}-${entries.at(-1)!.seq}`
  const ledger = Buffer.concat(entries.map(entry => entry.ledger))
  await database.insert('case_events', LEDGER_COLUMNS, ledger, { token: `${token}-e` })
  const versions = Buffer.concat(entries.map(entry => entry.versions))
  if (versions.length > 0)
    await database.insert('case_versions', VERSION_COLUMNS, versions, { token: `${token}-v` })
  clock.observe(Math.max(...entries.map(entry => entry.newestAt)))
}

async function forget(store: StateStore, entries: readonly OutboxEntry[]): Promise<void> {
  await store.commit(() => {
    for (const entry of entries)
      store.outbox.removeSync(entry.seq)
    store.load.putSync(LOAD_KEY, { loadedSeq: entries.at(-1)!.seq, sealedTo: null })
  })
}
