import type { Comparison, Difference } from './compare-rollup.ts'
import type { Finding } from './findings.ts'
import type { Rollup, Total } from './rollup.ts'
import type { SliceResult } from './round.ts'
import type { AuditTools } from './tools.ts'
import { compareRollup, compareTotals, MOST_DIFFERENCES } from './compare-rollup.ts'
import { concernsOfSum } from './concerns.ts'
import { repairRollup } from './repair-rollup.ts'
import { NOTHING, raiseAlarm } from './tools.ts'

/** A piece with more wrong rows than visits mend is left to the next round. */
const MOST_VISITS = 100
/** How often a piece is looked at while a load is half in; then it is the next round's. */
const UNSETTLED_VISITS = 3

/** Checks rows of a roll-up on days [from, to), slice by slice, and mends what is wrong. */
export async function* auditRollup(
  tools: AuditTools,
  round: number,
  rollup: Rollup,
  range: { from: number, to: number },
): AsyncGenerator<SliceResult, void> {
  yield* visit(tools, round, rollup, async () =>
    compareRollup(tools.database, rollup, { ...range, subjects: null }))
}

/** Checks sums of all days of scopes [low, high) against the days, which were checked before. */
export async function* auditTotal(
  tools: AuditTools,
  round: number,
  total: Total,
  range: { low: string, high: string },
): AsyncGenerator<SliceResult, void> {
  yield* visit(tools, round, total, async () => compareTotals(tools.database, total, range))
}

async function* visit(
  tools: AuditTools,
  round: number,
  rollup: Rollup,
  compare: () => Promise<Comparison>,
): AsyncGenerator<SliceResult, void> {
  let unsettled = 0
  for (let visits = 0; visits < MOST_VISITS && unsettled < UNSETTLED_VISITS; visits++) {
    const { compared, differences } = await compare()
    yield { compared: { rows: visits === 0 ? compared : 0 } }
    if (differences.length === 0)
      return
    const mended = await recheck(tools, round, rollup, differences)
    yield mended ?? NOTHING
    if (mended === null)
      unsettled++
    else if (differences.length < MOST_DIFFERENCES)
      return
  }
}

/**
 * Counts the suspected rows again while no load can come between, from the cases themselves, and
 * mends what is still wrong. Null while a load is half in: nothing can be said then.
 */
async function recheck(
  tools: AuditTools,
  round: number,
  rollup: Rollup,
  suspects: readonly Difference[],
): Promise<SliceResult | null> {
  const subject = rollup.keys.indexOf(rollup.subject)
  const extent = {
    from: Math.min(...suspects.map(({ at }) => at)),
    to: Math.max(...suspects.map(({ at }) => at)) + 1,
    subjects: [...new Set(suspects.map(({ key }) => String(key[subject])))],
  }
  const differences = await tools.gate.run(async () => {
    if (!tools.states.settled())
      return null
    const { differences } = await compareRollup(tools.database, rollup, extent)
    if (differences.length > 0)
      tools.onMending()
    await repairRollup(tools.database, rollup, differences, tools.newToken())
    return differences
  })
  if (differences === null || differences.length === 0)
    return differences === null ? null : NOTHING
  const { metrics } = tools.context.city
  const findings = differences.flatMap(difference => findingsOf(round, rollup, difference)
    .map(finding => ({
      ...finding,
      concerns: [
        ...concernsOfSum(rollup.table, keyOf(rollup, difference), finding.column, metrics),
      ],
    })))
  return raiseAlarm(tools, findings, differences.length)
}

function keyOf({ keys }: Rollup, { key }: Difference): Record<string, unknown> {
  return Object.fromEntries(keys.map((name, i) => [name, key[i]]))
}

function findingsOf(
  round: number,
  rollup: Rollup,
  difference: Difference,
): Omit<Finding, 'concerns'>[] {
  const { scope, clock, day, ...others } = keyOf(rollup, difference)
  const isCase = rollup.subject === 'case_id'
  return rollup.sums.flatMap((column, i) => {
    const found = difference.found[i]!
    const expected = difference.expected[i]!
    return found === expected
      ? []
      : [{
          round,
          table: rollup.table,
          caseId: isCase ? String(others.case_id) : null,
          scope: textOrNull(scope),
          clock: textOrNull(clock),
          day: textOrNull(day),
          key: JSON.stringify(isCase ? { version: others.version } : others),
          column: isCase ? 'row' : column,
          found: String(found),
          expected: String(expected),
          repaired: true,
        }]
  })
}

function textOrNull(value: unknown): string | null {
  return value === undefined ? null : String(value)
}
