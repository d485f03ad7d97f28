import type { Database } from '../clickhouse/database.ts'
import type { StateStore } from './state-store.ts'

/** Events of one case whose report has not come, by their source. */
export type OrphanEvents = Readonly<Record<string, number>>

/** Cases whose orphans change with a group commit; null: the report came. */
export type OrphanChanges = Map<string, OrphanEvents | null>

/** How many accepted events wait for the report of their case, by source. */
export interface OrphanTotals {
  get: () => ReadonlyMap<string, number>
  /** After the commit; `before` is what the store had of the changed cases. */
  changed: (changes: OrphanChanges, before: ReadonlyMap<string, OrphanEvents>) => void
}

/** Only within one of the store's transactions. */
export function putOrphans(store: StateStore, changes: OrphanChanges): void {
  for (const [caseId, events] of changes) {
    if (events === null)
      store.orphans.removeSync(caseId)
    else
      store.orphans.putSync(caseId, events)
  }
}

export function createOrphanTotals(store: StateStore): OrphanTotals {
  const totals = new Map<string, number>()
  function add(events: OrphanEvents, sign: 1 | -1): void {
    for (const [source, n] of Object.entries(events)) {
      const total = (totals.get(source) ?? 0) + sign * n
      if (total === 0)
        totals.delete(source)
      else
        totals.set(source, total)
    }
  }
  for (const { value } of store.orphans.getRange({}))
    add(value, 1)
  return {
    get: () => totals,
    changed(changes, before) {
      before.forEach(events => add(events, -1))
      changes.forEach(events => events !== null && add(events, 1))
    },
  }
}

/**
 * A store that is new after a rebuild, or older than this list, has orphans and no list: it is
 * made from the ledger, where an event that came before its report has no path.
 */
export async function restoreOrphans(store: StateStore, database: Database): Promise<void> {
  const [first] = store.orphans.getRange({ limit: 1 })
  if (first !== undefined || (store.readMeta()?.orphanCases ?? 0) === 0)
    return
  const rows = await database.query<{ caseId: string, source: string, events: number }>(
    `SELECT case_id AS caseId, source, count() AS events FROM case_events
     WHERE empty(path) GROUP BY case_id, source`,
  )
  const orphans = new Map<string, Record<string, number>>()
  for (const { caseId, source, events } of rows) {
    const stored = store.cases.get(caseId)
    if (stored !== undefined && stored.state.marks.reported === undefined)
      orphans.set(caseId, { ...orphans.get(caseId), [source]: events })
  }
  await store.commit(() => putOrphans(store, orphans))
}
