import type { AuditedEvent } from '../../../server/audit/read-events.ts'
import type { LedgerEventRow } from '../../../server/clickhouse/ledger-event-row.ts'
import type { NormalEvent } from '../../../server/intake/normal-event.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { recountCase } from '../../../server/audit/recount-case.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { CASE_COLUMNS } from '../../../server/clickhouse/case-columns.ts'
import { toVersionFacts } from '../../../server/intake/case-version.ts'
import { EMPTY_STATE, foldEvent } from '../../../server/intake/fold.ts'
import { LEDGER_COLUMNS, toLedgerRow } from '../../../server/intake/ledger-row.ts'
import { createServiceLevels } from '../../../server/service-levels.ts'
import { arbitraryHistory } from '../../helpers/arbitrary-events.ts'

const city = await loadCity('profiles/boston')
const calendar = createCalendar(city.timezone, city.calendar)
const context = { city, calendar, serviceLevels: createServiceLevels(city, calendar) }

/** The event as the audit reads it back from the ledger. */
function audited(event: NormalEvent, seq: number): AuditedEvent {
  const cells = JSON.parse(toLedgerRow(event, {
    seq,
    receivedAt: 0,
    source: 'test',
    known: null,
  })) as unknown[]
  const row = Object.fromEntries(LEDGER_COLUMNS.map((column, i) => [column, cells[i]]))
  const ms = (time: unknown): number | null =>
    typeof time === 'string' ? Date.parse(`${time.replace(' ', 'T')}Z`) : null
  return {
    ...row as unknown as LedgerEventRow,
    seq,
    caseId: event.caseId,
    at: ms(row.at)!,
    dueSet: row.due_set as number,
    due: ms(row.due_at),
  }
}

it('makes of any history, in any order, what the writer\'s fold makes of it', () => {
  fc.assert(fc.property(arbitraryHistory(3, 8), (history) => {
    const ids = new Set(history.map(({ caseId }) => caseId))
    for (const caseId of ids) {
      const own = history.filter(event => event.caseId === caseId)
      const folded = toVersionFacts(caseId, own.reduce(foldEvent, EMPTY_STATE), context)
      const recounted = recountCase(caseId, own.map(audited), context)
      expect(recounted === null ? null : CASE_COLUMNS.map(column => recounted[column]))
        .toEqual(folded)
    }
  }), { numRuns: 500 })
})
