import type { Database } from '../clickhouse/database.ts'
import type { LedgerEventRow } from '../clickhouse/ledger-event-row.ts'
import type { VersionContext } from './case-version.ts'
import type { StateStore, StoredCase, StoreMeta } from './state-store.ts'
import { VERSION_COLUMNS } from '../clickhouse/case-columns.ts'
import { LEDGER_EVENT_SQL } from '../clickhouse/ledger-event-row.ts'
import { StartupError } from '../startup-error.ts'
import { toVersionFacts } from './case-version.ts'
import { readOwner, recordOwner } from './claim-ledger.ts'
import { contentDigest } from './content-digest.ts'
import { derivedFingerprint } from './derived-format.ts'
import { EMPTY_STATE, foldEvent } from './fold.ts'
import { toNormalEvent } from './ledger-event.ts'
import { forgetBatch, insertBatch, sealBatch } from './outbox-batch.ts'
import { LOAD_KEY, META_KEY, newMeta } from './state-store.ts'

const PAGE_EVENTS = 20_000
const INSERT_ROWS = 10_000

/** Everything that is made from the ledger and can be made again. */
const DERIVED_TABLES = [
  'case_versions',
  'facts_by_day',
  'reported_by_day',
  'open_by_hour',
  'closed_by_day',
  'activity_by_minute',
  'steps_by_day',
  'open_cases',
]

export interface RebuildOptions {
  store: StateStore
  database: Database
  context: VersionContext
  now: number
  onProgress: (done: number, total: number) => void
}

/**
 * Makes the state store and all that ClickHouse derives anew from the ledger. What the old store
 * acked and could not deliver goes into the ledger first; otherwise the ledger is only read.
 * @throws StartupError
 */
export async function rebuild(options: RebuildOptions): Promise<void> {
  const { store, database, context } = options
  await deliverOutbox(store, database)
  await store.clear()
  const meta: StoreMeta = { ...newMeta(derivedFingerprint(context.city)), rebuilding: true }
  await store.commit(() => store.meta.putSync(META_KEY, meta))
  for (const table of DERIVED_TABLES)
    await database.command(`TRUNCATE TABLE ${table}`)
  await foldLedger(options, meta)
  await writeVersions(options, meta)
  await recordOwner(database, meta, options.now)
  await store.commit(() => {
    store.load.putSync(LOAD_KEY, { loadedSeq: meta.seq, sealedTo: null })
    store.meta.putSync(META_KEY, { ...meta, rebuilding: false })
  })
}

/** An ack is a promise: what waits in the outbox must not go with the store. */
async function deliverOutbox(store: StateStore, database: Database): Promise<void> {
  const meta = store.readMeta()
  let entries = meta === undefined ? [] : await sealBatch(store)
  if (meta === undefined || entries.length === 0)
    return
  const owner = await readOwner(database)
  if (owner !== null && owner !== meta.storeId) {
    throw new StartupError(
      `The state store still holds ${meta.seq - store.readLoad().loadedSeq} accepted events that no `
      + `ledger has, and the one in database ${database.name} belongs to another store. Start once `
      + 'with the ClickHouse they belong to, or move the state store away to give them up.',
    )
  }
  for (; entries.length > 0; entries = await sealBatch(store)) {
    // The versions are made anew, and may be of an older form than the table.
    await insertBatch(database, meta.storeId, entries, Buffer.alloc(0))
    await forgetBatch(store, entries)
  }
}

async function foldLedger(
  { store, database, onProgress }: RebuildOptions,
  meta: StoreMeta,
): Promise<void> {
  const [size] = await database.query<{ events: number }>('SELECT count() AS events FROM case_events')
  const total = size?.events ?? 0
  let done = 0
  for (;;) {
    const rows = await database.query<LedgerEventRow>(
      `SELECT ${LEDGER_EVENT_SQL} FROM case_events WHERE seq > {after:UInt64}
       ORDER BY seq LIMIT {limit:UInt32}`,
      { after: meta.seq, limit: PAGE_EVENTS },
    )
    if (rows.length === 0)
      return
    await foldPage(store, rows, meta)
    done += rows.length
    onProgress(done, total)
  }
}

async function foldPage(
  store: StateStore,
  rows: readonly LedgerEventRow[],
  meta: StoreMeta,
): Promise<void> {
  const cases = new Map<string, StoredCase>()
  const ids = new Map<string, Buffer>()
  for (const row of rows) {
    const event = toNormalEvent(row)
    const stored = cases.get(event.caseId) ?? store.cases.get(event.caseId)
    cases.set(event.caseId, { state: foldEvent(stored?.state ?? EMPTY_STATE, event), version: 0 })
    ids.set(event.id, contentDigest(event))
    meta.seq = row.seq
    meta.newestAt = Math.max(meta.newestAt ?? event.at, event.at)
  }
  await store.commit(() => {
    ids.forEach((digest, id) => store.ids.putSync(id, digest))
    cases.forEach((stored, caseId) => store.cases.putSync(caseId, stored))
  })
}

/** One version of every case that has been reported. */
async function writeVersions(
  { store, database, context }: RebuildOptions,
  meta: StoreMeta,
): Promise<void> {
  let after: string | undefined
  for (let page = 0; ; page++) {
    const entries = [...store.cases.getRange({
      ...(after === undefined ? {} : { start: after, exclusiveStart: true }),
      limit: INSERT_ROWS,
    })]
    if (entries.length === 0)
      return
    after = entries.at(-1)!.key
    const rows: string[] = []
    const versioned: { key: string, value: StoredCase }[] = []
    for (const { key, value } of entries) {
      const facts = toVersionFacts(key, value.state, context)
      if (facts === null) {
        meta.orphanCases++
        continue
      }
      rows.push(JSON.stringify([1, 1, ...facts]))
      versioned.push({ key, value: { ...value, version: 1 } })
    }
    if (rows.length > 0) {
      const body = Buffer.from(`${rows.join('\n')}\n`)
      await database.insert('case_versions', VERSION_COLUMNS, body, {
        token: `${meta.storeId}-rebuild-${page}`,
      })
    }
    await store.commit(() => {
      versioned.forEach(({ key, value }) => store.cases.putSync(key, value))
    })
  }
}
