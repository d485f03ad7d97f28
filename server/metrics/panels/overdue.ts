import type { City } from '../../../city/city.ts'
import type { OverduePanel } from '../../../contract/panels/overdue.ts'
import type { LateRow } from '../questions/late-cases.ts'
import type { PanelFacts } from '../tick-facts.ts'
import { placeName } from '../place-name.ts'

export function overduePanel(scope: string, facts: PanelFacts, city: City): OverduePanel {
  const rows = facts.late(scope)
  const { overdueNow, dueSoon } = facts.scope(scope).open('net')
  const toCase = (row: LateRow): OverduePanel['overdue'][number] => ({
    caseId: row.caseId,
    region: row.region,
    place: placeName(row.region, scope, city),
    category: row.category,
    department: row.department,
    title: row.title,
    dueAt: facts.calendar.format(row.dueMs),
    urgedLevel: row.urgedLevel,
  })
  return {
    total: overdueNow,
    overdue: rows.filter(row => row.late === 1).map(toCase),
    dueSoonTotal: dueSoon,
    dueSoon: rows.filter(row => row.late === 0).map(toCase),
  }
}
