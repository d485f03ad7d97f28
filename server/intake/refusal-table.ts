import type { Database } from '../clickhouse/database.ts'
import type { RefusalCounts, RefusalKey } from './refusal-counts.ts'
import type { StateStore } from './state-store.ts'
import { formatDay } from '../calendar.ts'

/** How often changed counts are taken to ClickHouse. */
const FLUSH_EVERY_MS = 5000
/** Days whose counts the state store keeps; older ones are in ClickHouse alone. */
const KEEP_DAYS = 40
const DAY_MS = 86_400_000
const COLUMNS = ['day', 'source', 'kind', 'code', 'lines'] as const

export interface RefusalTableOptions {
  store: StateStore
  database: Database
  /** Day of the profile's zone that is now, as days since 1970-01-01. */
  today: () => number
  log: { warn: (details: object, message: string) => void }
}

/** Takes the state store's counts of refused lines to `intake_refusals`. */
export interface RefusalTable {
  /** The writer committed these. */
  changed: (counts: RefusalCounts) => void
  /** Ends after the insert under way; what is left is taken at the next start. */
  close: () => Promise<void>
}

/**
 * Brings store and table to the same counts, then keeps the table up to date. A store that was
 * lost goes on from what the table knows; a table that was restored gets what it missed.
 */
export async function openRefusalTable(options: RefusalTableOptions): Promise<RefusalTable> {
  const { store, database, today, log } = options
  const oldest = today() - KEEP_DAYS
  const known = await readTable(database, oldest)
  await store.note(() => {
    for (const key of [...store.refusals.getKeys({ end: [oldest, '', 'conflict', ''] })])
      store.refusals.removeSync(key)
    for (const { key, lines } of known.values())
      store.refusals.putSync(key, Math.max(lines, store.refusals.get(key) ?? 0))
  })
  const dirty = new Map<string, RefusalKey>()
  for (const { key, value } of store.refusals.getRange({})) {
    if (value > (known.get(nameOf(key))?.lines ?? 0))
      dirty.set(nameOf(key), key)
  }
  let closed = false
  let failing = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()

  function schedule(): void {
    if (closed || timer !== null || dirty.size === 0)
      return
    timer = setTimeout(() => {
      running = flush().finally(() => {
        timer = null
        schedule()
      })
    }, FLUSH_EVERY_MS)
    timer.unref()
  }

  async function flush(): Promise<void> {
    const keys = [...dirty.values()]
    dirty.clear()
    try {
      const rows = keys.map(key => JSON.stringify(
        [formatDay(key[0]), key[1], key[2], key[3], store.refusals.get(key) ?? 0],
      ))
      await database.insert('intake_refusals', COLUMNS, Buffer.from(`${rows.join('\n')}\n`), {
        token: rows.join('\n').slice(0, 512),
      })
      failing = false
    }
    catch (error) {
      keys.forEach(key => dirty.set(nameOf(key), key))
      if (!failing)
        log.warn({ err: error }, 'counts of refused lines cannot be written to ClickHouse; trying on')
      failing = true
    }
  }

  schedule()
  return {
    changed(counts) {
      for (const { key } of counts.entries())
        dirty.set(nameOf(key), key)
      schedule()
    },
    async close() {
      closed = true
      if (timer !== null)
        clearTimeout(timer)
      await running
    },
  }
}

async function readTable(
  database: Database,
  oldest: number,
): Promise<Map<string, { key: RefusalKey, lines: number }>> {
  const rows = await database.query<{
    dayMs: number
    source: string
    kind: RefusalKey[2]
    code: string
    counted: number
  }>(
    `SELECT toUnixTimestamp(toDateTime(day, 'UTC')) * 1000 AS dayMs, source, kind, code,
       max(lines) AS counted
     FROM intake_refusals WHERE day >= {oldest:Date} GROUP BY day, source, kind, code`,
    { oldest: formatDay(oldest) },
  )
  return new Map(rows.map(({ dayMs, source, kind, code, counted }) => {
    const key: RefusalKey = [dayMs / DAY_MS, source, kind, code]
    return [nameOf(key), { key, lines: counted }]
  }))
}

function nameOf(key: RefusalKey): string {
  return key.join('|')
}
