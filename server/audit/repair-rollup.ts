import type { Database } from '../clickhouse/database.ts'
import type { Difference } from './compare-rollup.ts'
import type { Rollup } from './rollup.ts'

/**
 * Puts into each row what it lacks: sums get the signed difference, rows of cases are taken back
 * or added. Nothing is overwritten, so a wrong repair can be told and undone. The caller keeps
 * loads away since the differences were counted. `token` names this repair once for all.
 * @throws ClickHouseError
 */
export async function repairRollup(
  database: Database,
  rollup: Rollup,
  differences: readonly Difference[],
  token: string,
): Promise<void> {
  const lacking = differences.map(({ key, found, expected }) =>
    ({ key, amounts: expected.map((sum, i) => sum - found[i]!) }))
  if (rollup.sums[0] !== 'sign') {
    await insert(database, rollup, lacking.map(({ key, amounts }) => [...key, ...amounts]), token)
    return
  }
  // Rows of one version and opposite signs would cancel within an insert, whatever they hold.
  for (const sign of [-1, 1]) {
    const rows = lacking.flatMap(({ key, amounts: [n] }) => Array.from(
      { length: Math.max(0, sign * n!) },
      () => [...key, sign],
    ))
    await insert(database, rollup, rows, `${token}${sign}`)
  }
}

async function insert(
  database: Database,
  { table, keys, sums }: Rollup,
  rows: readonly unknown[][],
  token: string,
): Promise<void> {
  if (rows.length === 0)
    return
  const body = Buffer.from(`${rows.map(row => JSON.stringify(row)).join('\n')}\n`)
  await database.insert(table, [...keys, ...sums], body, { token })
}
