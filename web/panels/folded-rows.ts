import type { BreakdownPanel } from '../../contract/panels/breakdown.ts'

export interface BreakdownRow {
  code: string
  name: string
  today: number
  yesterday: number
  /** What it counts: its own code, or those folded into it. */
  codes: string[]
}

/** Most of today first; what does not fit is folded into one row, so that the parts sum up. */
export function foldRows(
  panel: BreakdownPanel,
  rows: number,
  nameRest: (n: number) => string,
): BreakdownRow[] {
  const sorted = [...panel.rows].sort((a, b) => b.today - a.today || b.last30 - a.last30)
  if (sorted.length <= rows)
    return sorted.map(toRow)
  const shown = sorted.slice(0, rows - 1)
  const rest = sorted.slice(rows - 1)
  const sum = (pick: (row: BreakdownPanel['rows'][number]) => number) => rest.reduce((n, row) => n + pick(row), 0)
  return [
    ...shown.map(toRow),
    {
      code: '…',
      name: nameRest(rest.length),
      today: sum(r => r.today),
      yesterday: sum(r => r.yesterday),
      codes: rest.map(({ code }) => code),
    },
  ]
}

function toRow({ code, name, today, yesterday }: BreakdownPanel['rows'][number]): BreakdownRow {
  return { code, name, today, yesterday, codes: [code] }
}
