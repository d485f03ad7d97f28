import type { Database } from '../clickhouse/database.ts'
import type { StateStore, StoreMeta } from './state-store.ts'
import { StartupError } from '../startup-error.ts'
import { META_KEY, newMeta } from './state-store.ts'

const HOW_TO_REBUILD = 'Run `npm run serve -- --rebuild` to make the state store anew from the ledger'

interface LedgerFacts { events: number, last: number }

/**
 * The meta record of a store that belongs to this ledger and this profile. A new store beside an
 * empty ledger is founded; every other mismatch would lose or double events.
 * @throws StartupError with what to do
 */
export async function claimLedger(
  store: StateStore,
  database: Database,
  fingerprint: string,
  now: number,
): Promise<StoreMeta> {
  const meta = store.readMeta()
  const [ledger] = await database.query<LedgerFacts>(
    'SELECT count() AS events, max(seq) AS last FROM case_events',
  )
  const { events, last } = ledger ?? { events: 0, last: 0 }
  if (meta === undefined) {
    if (events > 0) {
      throw new StartupError(
        `The state store is empty, but the ledger in database ${database.name} holds ${events} `
        + `events: taking more would count repeated ones twice. ${HOW_TO_REBUILD}, or point `
        + 'GRIDWALL_DATA_DIR at the store that belongs to it.',
      )
    }
    return found(store, database, fingerprint, now)
  }
  if (meta.rebuilding)
    throw new StartupError(`A rebuild of the state store was interrupted. ${HOW_TO_REBUILD}.`)
  if (meta.fingerprint !== fingerprint) {
    throw new StartupError(
      'What the stored numbers depend on is another than when they were stored: the profile '
      + '(regions, categories, channels, workflow, zone or calendar) or this version of GridWall. '
      + `${HOW_TO_REBUILD}; no event is lost.`,
    )
  }
  await refuseForeignLedger(meta, database, events)
  const { loadedSeq, sealedTo } = store.readLoad()
  if (last < loadedSeq || events < loadedSeq) {
    throw new StartupError(
      `The ledger in database ${database.name} holds ${events} events up to number ${last}, but `
      + `the state store delivered ${loadedSeq} to it: this is another or an older database. `
      + 'Restore it or point GRIDWALL_CLICKHOUSE_* at the right one.',
    )
  }
  // What was begun before a crash may be in the ledger already; nothing else may.
  if (last > (sealedTo ?? loadedSeq)) {
    throw new StartupError(
      `The ledger in database ${database.name} goes up to event ${last}, but the state store only `
      + `knows of ${sealedTo ?? loadedSeq}: this is an older copy of the store, which would give `
      + `new events the numbers of others. ${HOW_TO_REBUILD}, or restore the newer one.`,
    )
  }
  return meta
}

/** Says in the ledger whose store it now belongs to. */
export async function recordOwner(
  database: Database,
  meta: StoreMeta,
  now: number,
): Promise<void> {
  // Later than every owner before, also when the machine's clock was set back meanwhile.
  await database.command(
    'INSERT INTO ledger_owner SELECT {id:String}, {fingerprint:String}, '
    + 'greatest(fromUnixTimestamp64Milli({now:Int64}, \'UTC\'), addMilliseconds(max(since), 1)) '
    + 'FROM ledger_owner',
    { id: meta.storeId, fingerprint: meta.fingerprint, now },
  )
}

/** Id of the store that writes the ledger; null before the first. */
export async function readOwner(database: Database): Promise<string | null> {
  const [owner] = await database.query<{ storeId: string }>(
    'SELECT store_id AS storeId FROM ledger_owner ORDER BY since DESC LIMIT 1',
  )
  return owner?.storeId ?? null
}

async function found(
  store: StateStore,
  database: Database,
  fingerprint: string,
  now: number,
): Promise<StoreMeta> {
  const meta = newMeta(fingerprint)
  await recordOwner(database, meta, now)
  await store.commit(() => store.meta.putSync(META_KEY, meta))
  return meta
}

async function refuseForeignLedger(
  meta: StoreMeta,
  database: Database,
  events: number,
): Promise<void> {
  const owner = await readOwner(database)
  if (owner !== null && owner !== meta.storeId && events > 0) {
    throw new StartupError(
      `The ledger in database ${database.name} is written by another state store `
      + `(${owner}, this one is ${meta.storeId}). Point GRIDWALL_DATA_DIR at that one.`,
    )
  }
}
