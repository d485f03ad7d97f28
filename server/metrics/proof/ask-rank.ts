import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { ProofRank, ProofTold } from '../../../contract/proof.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { askPartSums, ProofBounds } from '../questions/proof-cases.ts'
import type { NarrowSql } from './narrow-sql.ts'
import type { PartSql, ProofSql } from './part-sql.ts'
import { askPartCases } from '../questions/proof-cases.ts'

const HOUR_MS = 3_600_000

type Sums = Awaited<ReturnType<typeof askPartSums>>
interface Placed { rank: number, cases: number }

/** Which case of the list makes the number; null where none does. */
export function rankOf(
  metric: MetricDefinition,
  narrow: NarrowSql | null,
  { numerator, denominator }: Sums,
): Placed | null {
  if (metric.kind === 'quantile') {
    const cases = denominator?.cases ?? 0
    return cases === 0 ? null : { rank: Math.ceil(metric.quantile * cases), cases }
  }
  const cases = numerator?.cases ?? 0
  // As quantileExact(0.5) of the answers to the wall takes it.
  return cases === 0 || narrow?.told === undefined || narrow.told.by === 'minute'
    ? null
    : { rank: Math.floor(cases / 2) + 1, cases }
}

/** What the wall shows of it, where the ledger tells the number. */
export function toTold(
  narrow: NarrowSql | null,
  rank: ProofRank | null,
  { numerator }: Pick<Sums, 'numerator'>,
): ProofTold | null {
  return narrow?.told === undefined
    ? null
    : {
        by: narrow.told.by,
        medianHours: rank?.exactHours ?? null,
        events: narrow.told.by === 'minute' ? numerator?.events ?? 0 : null,
      }
}

/** The case of the rank, exact where the roll-up's buckets are not. */
export async function askRank(
  database: Database,
  sql: ProofSql,
  part: PartSql,
  bounds: ProofBounds,
  { rank, cases }: Placed,
): Promise<ProofRank | null> {
  const [row] = await askPartCases(database, sql, part, bounds, {
    after: null,
    limit: 1,
    offset: rank - 1,
  })
  return row === undefined
    ? null
    : { rank, cases, exactHours: row.key / HOUR_MS, caseId: row.caseId }
}
