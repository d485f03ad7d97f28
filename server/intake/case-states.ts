import type { CaseStates } from '../ports.ts'
import type { VersionContext } from './case-version.ts'
import type { Loader } from './loader.ts'
import type { StateStore } from './state-store.ts'
import { CASE_COLUMNS } from '../clickhouse/case-columns.ts'
import { toVersionFacts } from './case-version.ts'

/** Reads what the writer keeps of cases; writes nothing. */
export function createCaseStates(
  store: StateStore,
  loader: Pick<Loader, 'status'>,
  context: VersionContext,
): CaseStates {
  return {
    settled: () => loader.status().settled,
    isPending: (caseId) => {
      const named = JSON.stringify(caseId)
      for (const { value } of store.outbox.getRange({})) {
        if (value.ledger.includes(named))
          return true
      }
      return false
    },
    versionOf: (caseId) => {
      const stored = store.cases.get(caseId)
      const cells = stored === undefined ? null : toVersionFacts(caseId, stored.state, context)
      return stored === undefined || cells === null
        ? null
        : {
            version: stored.version,
            facts: Object.fromEntries(CASE_COLUMNS.map((column, i) => [column, cells[i]])),
          }
    },
  }
}
