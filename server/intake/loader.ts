import type { Database } from '../clickhouse/database.ts'
import type { Clock, Gate, StartedLoad } from '../ports.ts'
import type { Turns } from '../turns.ts'
import type { OutboxEntry, StateStore } from './state-store.ts'
import { netVersions } from './net-versions.ts'
import { forgetBatch, insertBatch, sealBatch } from './outbox-batch.ts'

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5_000
/** After a load of so many events the next one waits for nothing. */
const BEHIND_EVENTS = 10_000
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
  /** A load that a tick would have to wait for anyway gathers events until shortly before it. */
  turns: Pick<Turns, 'load' | 'loadWaitMs'>
  /**
   * Told before an insert, with loads' and ticks' gate held: sums may be others from now on, even
   * where the insert fails. The answer is called when it succeeded.
   */
  onLoading: (load: RegionLoad) => () => void
  /** In replayed time the clock follows what is loaded: frames never run ahead of their data. */
  clock: Pick<Clock, 'observe'>
  log: { warn: (details: object, message: string) => void }
  now: () => number
}

/** The load by the regions where its cases lie and lay before; null: anywhere. */
export type RegionLoad = Omit<StartedLoad, 'scopes'> & { regions: ReadonlySet<string> | null }

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
  const { store, storeId, database, gate, turns, clock, now, log, onLoading } = options
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
    let behind = false
    /** The last entry of the last batch that may have reached ClickHouse. */
    let tried = sealedTo
    while (!life.closed) {
      const waitMs = behind ? 0 : turns.loadWaitMs()
      if (waitMs > 0) {
        await sleep(waitMs)
        continue
      }
      let failing: keyof typeof FAILURES = 'store'
      try {
        const entries = await sealBatch(store)
        behind = countEvents(entries) >= BEHIND_EVENTS
        if (entries.length === 0) {
          await sleep(null)
          continue
        }
        failing = 'clickhouse'
        const started = now()
        await gate.run(async () => {
          const last = entries.at(-1)!.seq
          const { rows, count: versions } = netVersions(entries)
          const done = onLoading({
            regions: regionsOf(entries),
            events: countEvents(entries),
            versions,
            again: last === tried,
          })
          tried = last
          status.settled = false
          await turns.load(async () => insertBatch(database, storeId, entries, rows))
          clock.observe(Math.max(...entries.map(entry => entry.newestAt)))
          done()
          status.settled = true
        })
        failing = 'store'
        status.loadedSeq = entries.at(-1)!.seq
        status.lastLoadMs = now() - started
        status.up = true
        retryMs = FIRST_RETRY_MS
        // A tick need not wait until the disk has forgotten them.
        listeners.forEach(listener => listener())
        await forgetBatch(store, entries)
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

function countEvents(entries: readonly OutboxEntry[]): number {
  return entries.reduce((sum, { events }) => sum + events, 0)
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
