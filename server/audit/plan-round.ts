import type { Database } from '../clickhouse/database.ts'
import type { Step } from './round.ts'
import { AUDIT_QUERY } from './compare-rollup.ts'
import { ROLLUPS, TOTALS } from './rollups/index.ts'

/** Sizes of a round's pieces: what is held in memory, and for how long one asks. */
export interface PieceSizes {
  /**
   * Events of a part of the cases, all in memory at once; a part that grows beyond twice as many is
   * cut in two. @default 25_000
   */
  partEvents: number
  /** Cases of a stretch of days. @default 50_000 */
  rangeCases: number
  /** Rows of a stretch of scopes. @default 500_000 */
  totalRows: number
}

export const PIECE_SIZES: PieceSizes = {
  partEvents: 25_000,
  rangeCases: 50_000,
  totalRows: 500_000,
}
/** Beyond every day that a row can lie on; a case without a due time stands in the year 2199. */
const END_OF_DAYS = 1_000_000

/** All the pieces of a round: the ledger first, then what is made of it, sums of sums last. */
export async function planRound(database: Database, sizes: PieceSizes): Promise<Step[]> {
  const [size] = await database.query<{ events: number }>(
    'SELECT count() AS events FROM case_events',
    {},
    AUDIT_QUERY,
  )
  const parts = Math.max(1, Math.ceil((size?.events ?? 0) / sizes.partEvents))
  return [
    ...Array.from({ length: parts }, (_, part): Step => ({ kind: 'ledger', part, parts })),
    ...await planRollups(database, sizes),
  ]
}

/** The pieces that come after the ledger. */
export async function planRollups(database: Database, sizes: PieceSizes): Promise<Step[]> {
  const days = await database.query<{ day: number, n: number }>(
    `SELECT toInt32(reported_day) AS day, count() AS n FROM case_versions GROUP BY day ORDER BY day`,
    {},
    AUDIT_QUERY,
  )
  const ranges = cutDays(days, sizes.rangeCases)
  const totals = await Promise.all(TOTALS.map(async ({ table }) => {
    const scopes = await database.query<{ scope: string, n: number }>(
      `SELECT toString(scope) AS scope, count() AS n FROM ${table} GROUP BY scope ORDER BY scope`,
      {},
      AUDIT_QUERY,
    )
    return cutScopes(scopes, sizes.totalRows).map((range): Step => ({ kind: 'total', table, ...range }))
  }))
  return [
    ...ROLLUPS.flatMap(({ table }) =>
      ranges.map((range): Step => ({ kind: 'rollup', table, ...range }))),
    ...totals.flat(),
  ]
}

/** Stretches that cover all days, also those that no case lies on. */
export function cutDays(
  days: readonly { day: number, n: number }[],
  most: number,
): { from: number, to: number }[] {
  const cuts = cut(days.map(({ day, n }) => ({ at: day, n })), most)
  const edges = [0, ...cuts, END_OF_DAYS]
  return edges.slice(1).map((to, i) => ({ from: edges[i]!, to }))
}

export function cutScopes(
  scopes: readonly { scope: string, n: number }[],
  most: number,
): { low: string, high: string }[] {
  const edges = ['', ...cut(scopes.map(({ scope, n }) => ({ at: scope, n })), most), '']
  return edges.slice(1).map((high, i) => ({ low: edges[i]!, high }))
}

/** Where new stretches begin, so that none weighs more than `most` unless one place alone does. */
function cut<At>(places: readonly { at: At, n: number }[], most: number): At[] {
  const cuts: At[] = []
  let weight = 0
  for (const [i, { at, n }] of places.entries()) {
    if (i > 0 && weight + n > most) {
      cuts.push(at)
      weight = 0
    }
    weight += n
  }
  return cuts
}
