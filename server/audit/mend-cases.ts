import type { Database } from '../clickhouse/database.ts'
import type { Finding } from './findings.ts'
import type { HeldRow } from './read-rows.ts'
import type { CaseFacts } from './recount-case.ts'
import type { SliceResult } from './round.ts'
import type { AuditTools } from './tools.ts'
import { CASE_COLUMNS } from '../clickhouse/case-columns.ts'
import { concernsOfCell } from './concerns.ts'
import { raiseAlarm } from './tools.ts'

/** A case whose rows are not the one row that its events make. */
export interface WrongCase {
  caseId: string
  /** null: the ledger has no report of it, so there should be no row. */
  expected: CaseFacts | null
  held: readonly HeldRow[]
}

/** Do the rows come to exactly the one that is expected? */
export function isRight({ expected, held }: WrongCase): boolean {
  const sums = sumsByContent(held)
  return expected === null
    ? sums.size === 0
    : sums.size === 1 && sums.get(contentOf(expected)) === 1
}

type Verdict = 'mendable' | 'pending' | 'disowned'

/**
 * The row that is to be added carries the number under which the state store will take it back
 * with the case's next change: only where the store holds the same facts may it be written.
 * `pending`: events of the case wait for ClickHouse, the store is ahead of it. `disowned`: the
 * store's facts are not what the ledger makes of the case, and only a rebuild puts that right.
 */
function judge({ caseId, expected }: WrongCase, { states }: AuditTools): Verdict {
  if (states.isPending(caseId))
    return 'pending'
  const known = states.versionOf(caseId)
  const agreed = expected === null
    ? known === null
    : known !== null && contentOf(known.facts) === contentOf(expected)
  return agreed ? 'mendable' : 'disowned'
}

/**
 * Corrects the rows of cases whose state store agrees with the ledger; the views take the change
 * on to every roll-up. Must run with loads kept away since the rows were read.
 * @returns the cases that cannot be judged yet, and what is to be told of the others
 */
export async function mendCases(
  tools: AuditTools,
  round: number,
  cases: readonly WrongCase[],
  patient: boolean,
): Promise<{ pending: string[], tell: () => Promise<SliceResult> }> {
  const judged = cases.map(one => ({ ...one, verdict: judge(one, tools) }))
  const mendable = judged.filter(({ verdict }) => verdict === 'mendable')
  if (mendable.length > 0)
    tools.onMending()
  await correct(tools, mendable)
  const pending = patient ? judged.filter(({ verdict }) => verdict === 'pending') : []
  const told = judged.filter(one => !pending.includes(one))
  return {
    pending: pending.map(({ caseId }) => caseId),
    tell: async () => {
      const findings = told.flatMap(one =>
        findingsOf(one, round, one.verdict === 'mendable', tools))
      return raiseAlarm(tools, findings, told.length)
    },
  }
}

async function correct(
  { database, states, newToken }: AuditTools,
  cases: readonly WrongCase[],
): Promise<void> {
  const rows = cases.flatMap(one =>
    correctionOf(one, states.versionOf(one.caseId)?.version ?? 1))
  // Rows of one version and opposite signs would cancel within an insert, whatever they hold.
  for (const sign of [-1, 1])
    await insertRows(database, rows.filter(row => row.sign === sign), newToken())
}

interface SignedRow { sign: 1 | -1, version: number, facts: CaseFacts }

function correctionOf({ expected, held }: WrongCase, version: number): SignedRow[] {
  const sums = sumsByContent(held)
  const wanted = expected === null ? null : contentOf(expected)
  const rows: SignedRow[] = []
  const add = (n: number, of: number, facts: CaseFacts): void => {
    for (let i = 0; i < Math.abs(n); i++)
      rows.push({ sign: n > 0 ? 1 : -1, version: of, facts })
  }
  for (const row of held) {
    const content = contentOf(row.facts)
    if (content !== wanted && sums.has(content))
      add(-row.n, row.version, row.facts)
  }
  if (expected !== null && wanted !== null) {
    const there = sums.get(wanted) ?? 0
    const versions = held.filter(row => contentOf(row.facts) === wanted && row.n > 0)
    add(1 - there, there > 1 ? Math.max(...versions.map(row => row.version)) : version, expected)
  }
  return rows
}

async function insertRows(
  database: Database,
  rows: readonly SignedRow[],
  token: string,
): Promise<void> {
  if (rows.length === 0)
    return
  const lines = rows.map(({ sign, version, facts }) =>
    JSON.stringify([sign, version, ...CASE_COLUMNS.map(column => facts[column])]))
  const body = Buffer.from(`${lines.join('\n')}\n`)
  await database.insert('case_versions', ['sign', 'version', ...CASE_COLUMNS], body, { token })
}

/** Contents that do not cancel over all versions. */
function sumsByContent(held: readonly HeldRow[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { n, facts } of held)
    sums.set(contentOf(facts), (sums.get(contentOf(facts)) ?? 0) + n)
  return new Map([...sums].filter(([, n]) => n !== 0))
}

function contentOf(facts: CaseFacts): string {
  return JSON.stringify(CASE_COLUMNS.map(column => facts[column]))
}

/** A figure for every cell that differs; of a row too many or too few, the row. */
function findingsOf(
  { caseId, expected, held }: WrongCase,
  round: number,
  repaired: boolean,
  { context: { city } }: AuditTools,
): Finding[] {
  const standing = held.filter(({ n }) => n > 0)
  const [only] = standing
  const path = (expected ?? held[0]?.facts)?.path
  const shared = {
    round,
    table: 'case_versions',
    caseId,
    // The innermost that counts it; those above do as well.
    scope: Array.isArray(path) ? String(path.at(-1)) : null,
    clock: null,
    day: null,
    key: null,
    repaired,
  }
  const of = (column: string, found: string, wanted: string): Finding => ({
    ...shared,
    column,
    found,
    expected: wanted,
    concerns: [...concernsOfCell(column, city.metrics)],
  })
  const compared = standing.length === 1 && only?.n === 1 && expected !== null
    ? CASE_COLUMNS.filter(name => text(only.facts[name]) !== text(expected[name]))
    : []
  return compared.length > 0
    ? compared.map(name => of(name, text(only!.facts[name]), text(expected![name])))
    : [of('row', String(held.reduce((sum, { n }) => sum + n, 0)), expected === null ? '0' : '1')]
}

function text(cell: unknown): string {
  return JSON.stringify(cell)
}
