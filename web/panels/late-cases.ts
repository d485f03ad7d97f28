import type { OverduePanel } from '../../contract/panels/overdue.ts'

export interface LateCaseEntry {
  late: boolean
  item: OverduePanel['overdue'][number]
}

/** The rows that fit: late cases first, but what can still be saved keeps a row of its own. */
export function pickLateCases(panel: OverduePanel, rows: number): LateCaseEntry[] {
  const kept = rows > 1 && panel.dueSoon.length > 0 ? 1 : 0
  const late = panel.overdue.slice(0, rows - kept)
  const soon = panel.dueSoon.slice(0, rows - late.length)
  return [
    ...late.map(item => ({ late: true, item })),
    ...soon.map(item => ({ late: false, item })),
  ]
}
