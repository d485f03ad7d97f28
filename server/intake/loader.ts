import type { Database } from '../clickhouse/database.ts'
import type { Clock, Gate } from '../ports.ts'
import type { OutboxEntry, StateStore } from './state-store.ts'
import { forgetBatch, insertBatch, sealBatch } from './outbox-batch.ts'

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5_000
const FAILURES = {
  clickhouse: 'loading into ClickHouse failed; the outbox keeps the events',
  // A full disk must not end the loader, which would never start again by itself.
  store: 'the state store cannot write; loading into ClickHouse waits',
} as const

export interface LoaderOptions {
  store: StateStore
  storeId: string
  database: Database
  gate: Gate
  /**
   * Told before an insert, with loads' and ticks' gate held: what is counted in these regions may
   * be another sum from now on, even where the insert fails. Null: anywhere.
   */
  onLoading: (regions: ReadonlySet<string> | null) => void
  /** In replayed time the clock follows what is loaded: frames never run ahead of their data. */
  clock: Pick<Clock, 'observe'>
  log: { warn: (details: object, message: string) => void }
  now: () => number
}

export interface LoaderStatus {
  loadedSeq: number
  up: boolean
  /** False while a batch may be half in ClickHouse: an attempt failed, now or before the start. */
  settled: boolean
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
  const { store, storeId, database, gate, clock, now, log, onLoading } = options
  const listeners = new Set<() => void>()
  const { loadedSeq, sealedTo } = store.readLoad()
  const status: LoaderStatus = {
    loadedSeq,
    up: true,
    settled: sealedTo === null,
    lastLoadMs: null,
  }
  const life = { closed: false }
  let sleeping: (() => void) | null = null
  let awake = true
  const finished = run()

  async function run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS
    while (!life.closed) {
      let failing: keyof typeof FAILURES = 'store'
      try {
        const entries = await sealBatch(store)
        if (entries.length === 0) {
          await sleep(null)
          continue
        }
        failing = 'clickhouse'
        const started = now()
        await gate.run(async () => {
          status.settled = false
          onLoading(regionsOf(entries))
          await insertBatch(database, storeId, entries)
          clock.observe(Math.max(...entries.map(entry => entry.newestAt)))
          status.settled = true
        })
        failing = 'store'
        await forgetBatch(store, entries)
        status.loadedSeq = entries.at(-1)!.seq
        status.lastLoadMs = now() - started
        status.up = true
        retryMs = FIRST_RETRY_MS
        listeners.forEach(listener => listener())
      }
      catch (error) {
        if (failing === 'clickhouse')
          status.up = false
        log.warn({ err: error, retryMs }, FAILURES[failing])
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

function regionsOf(entries: readonly OutboxEntry[]): Set<string> | null {
  const all = new Set<string>()
  for (const { regions } of entries) {
    if (regions === undefined)
      return null
    regions.forEach(region => all.add(region))
  }
  return all
}
