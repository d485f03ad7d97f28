import type { City } from '../../../city/city.ts'
import type { BulletinFigures, BulletinRow } from '../../../contract/bulletin.ts'
import type { Counting } from '../../../contract/measures.ts'
import type { Database } from '../../clickhouse/database.ts'
import type { Moment } from '../moment.ts'
import type { Stretch } from '../windows.ts'
import type { BulletinMetrics } from './bulletin-figures.ts'
import type { BulletinUnit, UnitBefore } from './rank-units.ts'
import { directScope } from '../../direct-scope.ts'
import { askLedgerPoint } from '../questions/latest.ts'
import { askStretch } from '../window-facts.ts'
import { meanFigures, toFigures } from './bulletin-figures.ts'
import { rankUnits, rankValues } from './rank-units.ts'

export interface BulletinQuestion {
  database: Database
  city: City
  moment: Moment
  scope: string
  stretch: Stretch
  /** What changes are against; null: nothing. */
  before: Stretch | null
  counting: Counting
  metrics: BulletinMetrics
}

export interface Bulletin {
  seq: number
  rows: BulletinRow[]
  pooled: BulletinFigures
  mean: BulletinFigures | null
}

/** The table from the roll-ups. Must run with loads kept away: it is of one point of the ledger. */
export async function askBulletin(question: BulletinQuestion): Promise<Bulletin> {
  const { stretch, before, database } = question
  const [now, then, seq] = await Promise.all([
    askUnits(question, stretch),
    before === null ? null : askUnits(question, before),
    askLedgerPoint({ database }),
  ])
  const units = now.units.filter(({ direct }) => !direct)
  return {
    seq,
    rows: rankUnits(now.units, then === null ? null : standings(then.units)),
    pooled: now.pooled,
    mean: meanFigures(now.pooled, units),
  }
}

async function askUnits(
  { database, city, moment, scope, counting, metrics }: BulletinQuestion,
  stretch: Stretch,
): Promise<{ pooled: BulletinFigures, units: BulletinUnit[] }> {
  const children = city.children(scope)
  const own = directScope(scope)
  const codes = children.length === 0 ? [] : [...children.map(({ code }) => code), own]
  const facts = await askStretch(
    { database, moment, scopes: [scope, ...codes], metrics: metrics.needed },
    stretch,
  )
  const figures = (code: string): BulletinFigures =>
    toFigures(facts(code), metrics, city.metrics, counting)
  const units = codes.map((code): BulletinUnit => {
    const found = figures(code)
    const direct = code === own
    const ranked = metrics.rates.indexOf(metrics.rankedBy)
    return {
      code,
      name: city.regions.get(direct ? scope : code)?.name ?? code,
      direct,
      ...found,
      value: metrics.score === null ? found.rates[ranked]?.value ?? null : found.score,
    }
  })
  return { pooled: figures(scope), units: units.filter(unit => !unit.direct || isCounted(unit)) }
}

/** With it the rows sum to the total; without cases it would only puzzle. */
function isCounted({ reported, closed, validReviews }: BulletinFigures): boolean {
  return reported + closed + validReviews > 0
}

function standings(units: readonly BulletinUnit[]): Map<string, UnitBefore> {
  const ranks = rankValues(units)
  return new Map(units.map(({ code, value }) => [code, { value, rank: ranks.get(code) ?? null }]))
}
