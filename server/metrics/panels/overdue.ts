import type { City } from '../../../city/city.ts'
import type { OverduePanel } from '../../../contract/panels/overdue.ts'
import type { LateRow } from '../questions/late-cases.ts'
import type { PanelFacts } from '../tick-facts.ts'
import { memoOf } from '../../memo.ts'
import { placeName } from '../place-name.ts'

/** A row is of one scope, and stays in its list for many ticks. */
const toCase = memoOf((
  row: LateRow,
  { calendar }: PanelFacts,
  city: City,
): OverduePanel['overdue'][number] => ({
  caseId: row.caseId,
  region: row.region,
  place: placeName(row.region, row.scope, city),
  category: row.category,
  department: row.department,
  title: row.title,
  dueAt: calendar.format(row.dueMs),
  urgedLevel: row.urgedLevel,
}))

export function overduePanel(scope: string, facts: PanelFacts, city: City): OverduePanel {
  const rows = facts.late(scope)
  const { overdueNow, dueSoon } = facts.scope(scope).open('net')
  const cases = (late: number): OverduePanel['overdue'] =>
    rows.filter(row => row.late === late).map(row => toCase(row, facts, city))
  return {
    total: overdueNow,
    overdue: cases(1),
    dueSoonTotal: dueSoon,
    dueSoon: cases(0),
  }
}
