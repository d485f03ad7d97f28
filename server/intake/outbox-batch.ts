import type { Database } from '../clickhouse/database.ts'
import type { OutboxEntry, StateStore } from './state-store.ts'
import { VERSION_COLUMNS } from '../clickhouse/case-columns.ts'
import { LEDGER_COLUMNS } from './ledger-row.ts'
import { LOAD_KEY } from './state-store.ts'

/** Most events in one insert, and most bytes: what one retry holds in memory. */
const MAX_EVENTS = 20_000
const MAX_BYTES = 24 * 1024 * 1024

/**
 * The entries of the next insert. Where one was begun before, exactly its entries: the bound is
 * on disk before the first attempt.
 */
export async function sealBatch(store: StateStore): Promise<OutboxEntry[]> {
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

/**
 * Gives the entries of `sealBatch`, and what is left of their versions, to ClickHouse. They stay in
 * the outbox until `forgetBatch`: sent again byte for byte under the same token they count once.
 * @throws ClickHouseError
 */
export async function insertBatch(
  database: Database,
  storeId: string,
  entries: readonly OutboxEntry[],
  versions: Buffer,
): Promise<void> {
  const token = `${storeId}-${entries[0]!.seq}-${entries.at(-1)!.seq}`
  const ledger = Buffer.concat(entries.map(entry => entry.ledger))
  // Both at once, and both to their end: a retry must not meet an insert that is still under way.
  const results = await Promise.allSettled([
    database.insert('case_events', LEDGER_COLUMNS, ledger, { token: `${token}-e` }),
    versions.length > 0
      ? database.insert('case_versions', VERSION_COLUMNS, versions, { token: `${token}-v` })
      : undefined,
  ])
  const failed = results.find(result => result.status === 'rejected')
  if (failed !== undefined)
    throw failed.reason
}

export async function forgetBatch(
  store: StateStore,
  entries: readonly OutboxEntry[],
): Promise<void> {
  await store.commit(() => {
    for (const entry of entries)
      store.outbox.removeSync(entry.seq)
    store.load.putSync(LOAD_KEY, { loadedSeq: entries.at(-1)!.seq, sealedTo: null })
  })
}
