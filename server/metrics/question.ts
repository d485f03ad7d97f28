import type { City } from '../../city/city.ts'
import type { Database } from '../clickhouse/database.ts'
import type { KeptAnswers } from './kept-answers.ts'
import type { Moment } from './moment.ts'
import { directScope } from '../direct-scope.ts'

/** What every question of a tick is asked with. */
export interface Question {
  database: Database
  city: City
  moment: Moment
  /** Of which answers are asked ahead: the next hour's or day's first; null: it is not near. */
  ahead: Moment | null
  /** Scopes that screens show. */
  scopes: readonly string[]
  /** What earlier ticks were answered. */
  kept: KeptAnswers
  /** The ledger's point at the tick before; 0: nothing is kept. */
  since: number
  /** The scopes' children, and the part of each scope that lies in none of them. */
  parts: readonly string[]
}

export function partsOf(scopes: readonly string[], city: City): string[] {
  const all = new Set<string>()
  for (const scope of scopes) {
    const children = city.children(scope)
    children.forEach(child => all.add(child.code))
    if (children.length > 0)
      all.add(directScope(scope))
  }
  return [...all]
}

/** Rows by their scope. */
export function byScope<Row extends { scope: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.scope)
    if (group === undefined)
      groups.set(row.scope, [row])
    else
      group.push(row)
  }
  return groups
}
