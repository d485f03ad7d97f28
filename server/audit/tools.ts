import type { Database } from '../clickhouse/database.ts'
import type { CaseStates, Gate } from '../ports.ts'
import type { Finding } from './findings.ts'
import type { RecountContext } from './recount-case.ts'
import type { SliceResult } from './round.ts'
import { recordFindings } from './findings.ts'

/** What every piece of the audit works with. */
export interface AuditTools {
  database: Database
  /** Keeps loads and ticks away: held for one re-check of a few rows at most. */
  gate: Gate
  context: RecountContext
  states: CaseStates
  /** Told before stored figures are corrected, with the gate held. */
  onMending: () => void
  wallNow: () => number
  /** A text that no other insert was named by. */
  newToken: () => string
  log: {
    error: (details: object, message: string) => void
    warn: (details: object, message: string) => void
  }
}

/** A difference that is none any more was a load that came between the two questions. */
export const NOTHING: SliceResult = Object.freeze({})

const FINDINGS_LOGGED = 20

/** Tells the log and the table of findings; `rows` is how many rows the figures stand in. */
export async function raiseAlarm(
  { database, wallNow, newToken, log }: AuditTools,
  findings: readonly Finding[],
  rows: number,
): Promise<SliceResult> {
  const unrepaired = findings.filter(({ repaired }) => !repaired)
  if (findings.length > 0) {
    // Of a roll-up that is lost as a whole the table of findings has the rest.
    log.error({ findings: findings.slice(0, FINDINGS_LOGGED), rows }, unrepaired.length === 0
      ? 'audit: stored figures were wrong and were mended'
      : 'audit: stored figures are wrong; run `npm run serve -- --rebuild` to make them anew')
  }
  await recordFindings(database, findings, wallNow(), newToken())
  return {
    differences: rows,
    unrepaired: new Set(unrepaired.map(({ caseId, key }) => caseId ?? key)).size,
    concerns: [...new Set(findings.flatMap(({ concerns }) => concerns))],
  }
}
