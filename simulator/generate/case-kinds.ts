import type { CategoryShape, Shapes } from './shapes-file.ts'
import { Weighted } from './weighted.ts'

/** A category with how its cases go. */
export interface CaseKind { readonly code: string, readonly shape: CategoryShape }

/** For each month, 1 to 12, the kinds of cases that arise in it. */
export function buildCaseKinds(shapes: Shapes): (month: number) => Weighted<CaseKind> {
  const kinds = Object.entries(shapes.categories).map(([code, shape]) => ({ code, shape }))
  const byMonth = Array.from({ length: 12 }, (_, i) =>
    new Weighted(kinds, ({ shape }) =>
      shape.months && !shape.months.includes(i + 1) ? 0 : shape.weight))
  return month => byMonth[month - 1]!
}
