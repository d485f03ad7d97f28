import type { Database } from '../clickhouse/database.ts'
import type { StartedLoad } from '../ports.ts'
import type { OpenCase } from './open-cases.ts'
import { askOpenChanges } from './questions/open-changes.ts'
import { together } from './together.ts'

/** The roll-ups whose additions are kept; `migrations/0008_additions.sql` fills the table. */
export type Rollup = 'facts' | 'open' | 'durations' | 'minutes' | 'facets' | 'steps'

/** What loads since the last tick added to a row of a roll-up. */
export interface Addition {
  kind: Rollup
  scope: string
  /** Clock of `facts`, step of `open` and `steps`, `facet key` of `facets`. */
  key: string
  /** Days since 1970 (0: the sum of all days); of `open` and `minutes` seconds since 1970. */
  at: number
  /** Of `durations`. */
  bucket: number
  excluded: number
  /** The roll-up's measures in the order of its columns. */
  sums: number[]
}

/** What loads since the last tick did. */
export interface Added {
  sums: readonly Addition[]
  /** Changes of open cases; of a case what goes comes before what comes. */
  cases: readonly OpenCase[]
}

type Load = Omit<StartedLoad, 'scopes'>

/**
 * After so many events a tick reads the roll-ups instead. They add at most some 150 rows each, so
 * the table, which drops its oldest rows beyond 1,000,000, still has all of theirs.
 */
const MAX_EVENTS = 5000

/**
 * Takes account of what must lie in `additions` and `open_changes`, and reads them. Whatever is
 * unsure about them, a load that failed, a restarted ClickHouse, rows by another hand, makes it
 * answer null.
 */
export interface Additions {
  /** Told before an insert, with the gate held. The answer is called when it succeeded. */
  loading: (load: Load) => () => void
  /**
   * What was done since the last call, sums those of these scopes; null: unknown, roll-ups and open
   * cases must be read. With the gate held. Rejects with ClickHouseError; then it is unknown at the
   * next call.
   */
  take: (scopes: () => Iterable<string>) => Promise<Added | null>
  /** Resolves when the tables are empty that the last call took from: no load may come before. */
  settle: () => Promise<void>
}

type Row = Omit<Addition, 'kind'> & { kind: Rollup | 'versions' }

export function createAdditions(database: Database): Additions {
  /** What the loads since the last call inserted; null: unknown. */
  let loaded: { events: number, versions: number } | null = null

  let emptying = Promise.resolve()

  async function empty(): Promise<void> {
    await together(
      database.command('TRUNCATE TABLE additions'),
      database.command('TRUNCATE TABLE open_changes'),
    )
    loaded = { events: 0, versions: 0 }
  }

  return {
    loading({ events, versions, again }) {
      const before = again ? null : loaded
      loaded = null
      return () => {
        if (before !== null)
          loaded = { events: before.events + events, versions: before.versions + versions }
      }
    },
    async take(scopes) {
      if (loaded?.events === 0)
        return { sums: [], cases: [] }
      const { events, versions } = loaded ?? { events: Number.POSITIVE_INFINITY, versions: 0 }
      loaded = null
      const added = events > MAX_EVENTS ? null : await read(database, [...scopes()], versions)
      // The tick goes on meanwhile.
      emptying = empty()
      emptying.catch(() => {})
      return added
    },
    settle: async () => emptying,
  }
}

/** Null: it is not what so many versions add. */
async function read(
  database: Database,
  scopes: readonly string[],
  versions: number,
): Promise<Added | null> {
  const [rows, open] = await together(readSums(database, scopes), askOpenChanges(database))
  const [found = 0, openVersions = 0] = rows.find(({ kind }) => kind === 'versions')?.sums ?? []
  return found !== versions || open.rows !== openVersions
    ? null
    : {
        sums: rows.filter(isAddition),
        cases: open.changes.sort((a, b) => a.count - b.count),
      }
}

async function readSums(database: Database, scopes: readonly string[]): Promise<Row[]> {
  return database.query<Row>(
    `SELECT kind, scope, key, at, bucket, excluded, sumForEach(additions.sums) AS sums
    FROM additions
    WHERE kind = 'versions' OR scope IN {scopes:Array(String)}
    GROUP BY kind, scope, key, at, bucket, excluded`,
    { scopes },
  )
}

function isAddition(row: Row): row is Addition {
  return row.kind !== 'versions'
}
